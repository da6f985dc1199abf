import {
  answered,
  assessed,
  conversationId,
  conversationOf,
  hear,
  known,
  learnt,
  names,
  pack,
  start,
  told,
} from '../testing';
import type { CustomerState, KnownCustomer } from '../state';
import { wordsOf } from '../step';
import { learnFromTurn } from './decide';

const factsOf = (state: CustomerState | undefined) => wordsOf(state as KnownCustomer, conversationId).facts;
const order = (value: string) => ({ name: 'order', value });

describe('facts', () => {
  it('are learned from what the pack says, with where they come from', () => {
    const decision = learnt(known(1), 1, { entities: [order('A-1'), { name: 'colour', value: 'red' }] });
    expect(told(decision)).toMatchObject([
      [
        'FactLearned',
        { fact: 'orderNumber', corrects: false, provenance: { who: 'customer', channel: 'chat', messageId: 'msg_1' } },
      ],
    ]);
    expect(decision?.facts?.[0]?.options.personal).toEqual({ value: 'A-1' });
    expect(factsOf(decision?.state)).toEqual({ orderNumber: 'A-1' });
  });

  it('are learned once a turn, and not again when nothing is new', () => {
    const first = learnt(known(1), 1, { entities: [order('A-1')] })!.state;
    expect(learnt(first, 1, { entities: [order('A-2')] })).toBeUndefined();
    expect(names(learnt(hear(first, 2)?.state, 2, { entities: [order('A-1')] }))).toEqual([]);
  });

  it('that are put right replace what was known', () => {
    const first = hear(learnt(known(1), 1, { entities: [order('A-1')] })?.state, 2)?.state;
    const second = learnt(first, 2, { acts: ['corrects'], entities: [order('A-1'), order('A-2')] });
    expect(told(second)).toMatchObject([['FactLearned', { fact: 'orderNumber', corrects: true }]]);
    expect(factsOf(second?.state)).toEqual({ orderNumber: 'A-2' });
  });

  it('that one entity could mean in several ways are those that were asked for', () => {
    const date = [{ name: 'date', value: '2026-03-01' }];
    expect(names(learnt(known(1), 1, { entities: date }))).toEqual([]);
    const asks = [{ fact: 'needed', mode: 'open' as const, snapshotVersion: 1 }];
    const asked = hear(answered(known(1), 1, {}, { asks })?.state, 2)?.state;
    expect(factsOf(learnt(asked, 2, { entities: date, acts: ['answers'] })?.state)).toEqual({ needed: '2026-03-01' });
  });

  it('in words are the answer as it stands, where the pack asked for words and got an answer', () => {
    const asks = [{ fact: 'damage', mode: 'open' as const, snapshotVersion: 1 }];
    const asked = hear(answered(known(1), 1, {}, { asks })?.state, 2)?.state;
    expect(factsOf(learnt(asked, 2, { acts: ['informs'], text: 'the lid' })?.state)).toEqual({ damage: 'the lid' });
    expect(factsOf(learnt(asked, 2, { acts: ['asks'], text: 'why?' })?.state)).toEqual({});
    expect(factsOf(learnt(asked, 2, { acts: ['asksForPerson', 'answers'] })?.state)).toEqual({});
  });
});

describe('what is brought forward', () => {
  const again = (acts: string[], reply = {}) => {
    const first = hear(answered(known(1), 1, { intents: ['status'] }, reply)?.state, 2)?.state;
    return conversationOf(learnt(first, 2, { intents: ['status'], acts })?.state);
  };

  it('counts once while it is being dealt with', () => {
    const question = { intention: 'question' as const };
    expect(again(['answers'], question)).toMatchObject({ intents: [{ count: 1 }], effort: { repeats: 0 } });
    expect(again(['informs'], question)).toMatchObject({ intents: [{ count: 1 }], effort: { repeats: 0 } });
  });
  it('counts again when it had been answered, or when the customer insists', () => {
    expect(again(['asks'])).toMatchObject({ intents: [{ count: 2, answered: false }], effort: { repeats: 1 } });
    expect(again(['repeats'], { intention: 'question' })).toMatchObject({
      intents: [{ count: 2 }],
      effort: { repeats: 1 },
    });
  });
  it('does not count again for thanks', () => {
    expect(again(['thanks'])).toMatchObject({ intents: [{ count: 1 }], effort: { repeats: 0 } });
  });
  it('is not small talk', () => {
    expect(conversationOf(learnt(known(1), 1, { intents: ['greeting'] })?.state)).toMatchObject({
      intents: [],
      matters: [],
    });
  });
});

it('the mood of the last turns is kept, oldest first', () => {
  let state: CustomerState | undefined = known(1, 2, 3, 4, 5, 6, 7);
  for (let n = 1; n <= 7; n++) state = learnt(state, n, { dissatisfaction: n / 10 })?.state;
  expect(conversationOf(state).mood).toEqual([0.3, 0.4, 0.5, 0.6, 0.7]);
});

it('turns that nobody here started are nothing', () => {
  expect(learnt(undefined, 1)).toBeUndefined();
  expect(learnt(known(1), 9)).toBeUndefined();
  expect(
    learnFromTurn({ status: 'forgotten', customerId: 'cus_1', origin: 'live', kids: [] }, assessed(1), pack, start),
  ).toBeUndefined();
});
