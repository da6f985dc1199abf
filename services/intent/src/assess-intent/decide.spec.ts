import {
  exampleSnapshot,
  exampleValues as x,
  type Assessment,
  type Snapshot,
  type TurnStarted,
} from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { IntentScores } from '@attune/language';
import type { IntentEnv } from '../environment';
import { assessIntent, assessmentFailed } from './decide';

const pack = {
  zone: 'Europe/London',
  currency: 'GBP',
  intents: [
    { id: 'order_status', family: 'order_status', entities: ['orderNumber'] },
    { id: 'return_policy', family: 'return_policy', entities: [] },
  ],
  entities: [{ name: 'orderNumber', kind: 'orderNumber', pattern: '\\bA[- ]?\\d{4}\\b' }],
  facts: [{ name: 'orderNumber', entity: 'orderNumber' }],
} as unknown as Pack; // only these parts are looked at

const scores = (intents: Record<string, number>, noneOfThese = 0.02): IntentScores => ({
  candidates: Object.entries(intents).map(([intent, probability]) => ({ intent, probability })),
  noneOfThese,
  several: Object.keys(intents).filter((intent) => (intents[intent] ?? 0) >= 0.5),
  parts: Object.keys(intents).map((intent, i) => ({ intent, start: i, end: i + 4 })),
  evidence: [],
});
const env = (answer: IntentScores): IntentEnv => ({
  pack,
  secret: 'a secret of thirty-two characters',
  model: { name: 'fake', version: '0123456789abcdef', assess: () => answer },
});
const started = (text: string, snapshot: Partial<Snapshot> = {}, facts: Record<string, unknown> = {}) =>
  ({
    data: {
      conversationId: x.conversationId,
      customerId: x.customerId,
      turn: x.turn,
      snapshot: { ...exampleSnapshot, ...snapshot },
    },
    personal: {
      messages: [{ messageId: x.messageId, text }],
      snapshot: { facts, promises: {}, recent: [] },
    },
    sealed: { kid: 'kid_1' },
  }) as unknown as TurnStarted;

function assessed(answer: IntentScores, event: TurnStarted): Assessment & { personal: unknown } {
  const [one, ...more] = assessIntent(env(answer), event);
  expect(more).toEqual([]);
  return { ...(one?.data as { assessment: Assessment }).assessment, personal: one?.options.personal };
}
const asked = [{ fact: 'orderNumber', mode: 'open' as const, turnId: 'trn_1' }];

describe('a turn', () => {
  it('tells where things were said, and what asks for judgement', () => {
    const text = 'Could you waive the late fee just this once? I am furious';
    const { matters, acts, emotion, judgement } = assessed(scores({ order_status: 0.9 }), started(text));
    const words = ({ start, end }: { start: number; end: number } = { start: 0, end: 0 }) => text.slice(start, end);
    expect(matters[0]?.said).toEqual({ start: 0, end: 4 });
    expect(words(acts.find(({ act }) => act === 'asksException')?.said)).toContain('waive the late fee');
    expect(emotion.signals.map(({ said }) => words(said))).toContain('furious');
    expect(judgement?.score).toBeGreaterThan(0.8);
    expect(judgement?.reasons.map(({ kind }) => kind)).toContain('exception');
    expect(assessed(scores({ order_status: 0.9 }), started('Where is my order?')).judgement).toBeUndefined();
  });

  it('is assessed once, with model, matters, acts and entities; values stay personal', () => {
    const one = assessed(scores({ order_status: 0.9 }), started('Where is my order A-1042?'));
    expect(one).toMatchObject({
      model: 'fake@0123456789',
      matters: [{ intent: 'order_status' }],
      entities: [{ name: 'orderNumber', kind: 'orderNumber' }],
      repeats: 1,
      personal: { entities: [{ name: 'orderNumber', value: 'A-1042', text: 'A-1042' }] },
    });
    expect(one.acts[0]?.act).toBe('asks');
    expect(JSON.stringify({ ...one, personal: 0 })).not.toContain('1042');
  });

  it('may hold several matters', () => {
    const both = scores({ order_status: 0.9, return_policy: 0.8 });
    expect(assessed(both, started('Where is A-1042? And how long can I return?')).matters).toHaveLength(2);
  });

  it('is assessed the same when it is read twice', () => {
    const event = started('Where is my order A-1042?');
    expect(assessIntent(env(scores({ order_status: 0.9 })), event)).toEqual(
      assessIntent(env(scores({ order_status: 0.9 })), event),
    );
  });
});

describe('a short answer to our question', () => {
  it('is no foreign thing and no matter of its own', () => {
    const one = assessed(scores({ return_policy: 0.55 }, 0.9), started('A-1042', { asked }));
    expect(one).toMatchObject({ matters: [], repeats: 1 });
    expect(one.noneOfThese).toBeLessThanOrEqual(0.1);
    expect(one.acts.find(({ act }) => act === 'answers')?.probability).toBeGreaterThanOrEqual(0.5);
  });

  it('stays foreign where we asked nothing', () => {
    expect(assessed(scores({}, 0.9), started('the moon is made of cheese')).noneOfThese).toBe(0.9);
  });
});

describe('repeats', () => {
  const before = { intents: [{ intent: 'order_status', count: 1 }] };
  const again = scores({ order_status: 0.9 });

  it('count how often the matter was brought forward', () => {
    expect(assessed(again, started('Where is my order?', before)).repeats).toBe(2);
  });

  it('do not count another order', () => {
    const event = started('And where is A-1043?', before, { orderNumber: 'A-1042' });
    expect(assessed(again, event).repeats).toBe(1);
  });

  it('believe the customer', () => {
    expect(assessed(again, started('This is the third time I ask where my order is!')).repeats).toBe(3);
  });
});

describe('an assessment that went wrong', () => {
  it('passes the turn on, with the block as it was and without the words of the error', () => {
    const event = started('Where is A-1042?');
    const [one] = assessmentFailed(env(scores({})), event, new RangeError('about A-1042'));
    expect(one?.data).toMatchObject({ assessment: { failed: 'RangeError', candidates: [], noneOfThese: 1 } });
    expect(one?.options).toEqual({ sealed: event.sealed });
    expect(JSON.stringify(one?.data)).not.toContain('1042');
  });
});
