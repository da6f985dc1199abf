import { join } from 'node:path';
import { loadRehearsal } from '@attune/domain';
import { trainedModel } from '@attune/intent';
import { Dice, randomConversation } from './fuzz';
import { judge } from './judge';
import type { LightTheatre } from './light-theatre';

jest.setTimeout(120_000);

const domains = join(__dirname, '../../../domains');

/** More than these: `npm run rehearse -- domains/shop --conversations 10000`. */
it.each(['shop', 'bank'])('random conversations with domains/%s break none of the rules', async (name) => {
  const loaded = await loadRehearsal(join(domains, name));
  const model = trainedModel(loaded.pack);
  const wrong = [];
  for (let seed = 1; seed <= 20; seed++) {
    const conversation = await randomConversation(loaded, model, seed);
    if (conversation.wrong.length > 0) wrong.push(conversation);
  }
  expect(wrong).toEqual([]);
});

describe('the rules', () => {
  const tool = { name: 'cancel', effect: 'write', confirm: true };
  const pack = { facts: [{ name: 'note', mayAskAgain: [] }], tools: [tool] } as never;
  const happened = (name: string, data: object, service = 'resolution') => ({ name, service, data });
  const judged = (events: object[], calls: object[] = []) =>
    judge(pack, { events, problems: [], world: { calls } } as unknown as LightTheatre);

  it('find a turn without an outcome', () =>
    expect(judged([happened('TurnReceived', { turn: { turnId: 'trn_1' } }, 'channel')])).toEqual([
      'turn trn_1 has no outcome',
    ]));
  it('find a question for what is known', () =>
    expect(
      judged([
        happened('FactLearned', { fact: 'note' }, 'context'),
        happened('ReplyPrepared', { asks: [{ fact: 'note', mode: 'open' }] }),
      ]),
    ).toEqual(['"note" was known, and asked for']));
  it('find an effect that nobody agreed to', () =>
    expect(judged([happened('ActionStarted', { tool: 'cancel' })])).toEqual(['cancel was done, and nobody was asked']));
  it('find an effect that was sent twice', () =>
    expect(
      judged(
        [],
        [tool, tool].map(({ name }) => ({ tool: name, idempotencyKey: 'k' })),
      ),
    ).toEqual(['cancel was sent twice']));
  it('find a conversation that got stuck', () =>
    expect(judged([happened('ControlDecided', { holder: 'automation' })])).toEqual([
      'it is with automation, and has not ended',
    ]));
});

it('the same seed plays the same', () => {
  const [one, other] = [new Dice(7), new Dice(7)];
  expect([one.next(), one.below(9), one.pick('abc'.split(''))]).toEqual([
    other.next(),
    other.below(9),
    other.pick('abc'.split('')),
  ]);
});
