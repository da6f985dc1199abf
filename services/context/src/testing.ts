import * as contracts from '@attune/contracts';
import {
  deriveId,
  exampleValues as x,
  type Assessment,
  type AttuneEvent,
  type EventDefinition,
  type SealedBlock,
  type Turn,
} from '@attune/contracts';
import type { Pack } from '@attune/domain';
import { instant, type Decision } from '@attune/messaging';
import { learnFromTurn } from './learn/decide';
import { noteOutcome, noteRelease } from './note-release/decide';
import { startTurnOfCustomer } from './start-turn/decide';
import { anonymousCustomerOf, type Conversation, type CustomerState, type KnownCustomer } from './state';

/** Builders for the specs of context. Times are ms after `start`. */
export const start = Date.parse(x.at);
export const { addressId, agentId } = x;
export const customerId = anonymousCustomerOf(addressId);
export const verified = 'cus_verified';
export const hour = 3_600_000;
export const silenceMs = () => hour;

export const pack = {
  facts: [
    { name: 'orderNumber', entity: 'order', description: '', label: '', mayAskAgain: [] },
    { name: 'bought', entity: 'date', description: '', label: '', mayAskAgain: [] },
    { name: 'needed', entity: 'date', description: '', label: '', mayAskAgain: [] },
    { name: 'damage', description: '', label: '', mayAskAgain: [] },
  ],
  intents: [{ id: 'greeting', kind: 'smalltalk' }],
} as object as Pack;

const block = (kid: string): SealedBlock => ({
  kid,
  alg: 'A256GCM',
  iv: '',
  ct: '',
  tag: '',
  origin: { id: 'evt', type: 't', subject: 's' },
});

/** An event as the runtime would hand it over. */
export function event<D, P>(
  definition: EventDefinition<D, P>,
  changes: Partial<D> = {},
  more: Partial<AttuneEvent<D, P>> = {},
): AttuneEvent<D, P> {
  const { data, personal } = definition.example;
  return {
    id: 'evt_1',
    source: '/shop/other',
    type: definition.type,
    subject: addressId,
    sequence: 1,
    time: x.at,
    recordedTime: x.at,
    correlationId: x.turnId,
    causationId: 'evt_0',
    origin: 'live',
    domainVersion: '1',
    data: { ...data, ...changes },
    ...(personal !== undefined && { personal, sealed: block(`key_${addressId}`) }),
    ...more,
  };
}

export interface SaidInTest {
  address?: string;
  channel?: string;
  verifiedAs?: string;
  anonymousBefore?: true;
  kid?: string;
  text?: string;
  name?: string;
}
/** TurnReceived number `n`, `at` ms after the start. */
export function received(n: number, at = n * 1_000, said: SaidInTest = {}) {
  const { address = addressId, channel = 'chat', verifiedAs, anonymousBefore, kid = `key_${address}` } = said;
  const turn: Turn = {
    ...x.turn,
    turnId: `trn_${n}`,
    number: n,
    addressId: address,
    channel,
    messageIds: [`msg_${n}`],
    acceptedAt: instant(start + at),
    deadline: instant(start + at + 11_000),
  };
  return event(
    contracts.turnReceived,
    { turn, ...(verifiedAs && { verifiedAs }), ...(anonymousBefore && { anonymousBefore }) },
    {
      personal: {
        messages: [{ messageId: `msg_${n}`, text: said.text ?? `text ${n}` }],
        ...(said.name !== undefined && { name: said.name }),
      },
      sealed: block(kid),
    },
  );
}

export const hear = (state: CustomerState | undefined, n: number, at?: number, said?: SaidInTest) =>
  startTurnOfCustomer(state, received(n, at, said), start + (at ?? n * 1_000));

/** A customer after these turns of one address. */
export const known = (...turns: number[]): KnownCustomer =>
  turns.reduce<CustomerState | undefined>((state, n) => hear(state, n)?.state, undefined) as KnownCustomer;

export const conversationOf = (state: CustomerState | undefined): Conversation => (state as KnownCustomer).open[0]!;
export const conversationId = deriveId('cnv', 'trn_1');

export interface AssessedInTest {
  acts?: string[];
  intents?: string[];
  entities?: { name: string; value: unknown }[];
  dissatisfaction?: number;
  text?: string;
  failed?: string;
}
export function assessed(n: number, given: AssessedInTest = {}) {
  const { acts = ['asks'], intents = [], entities = [], dissatisfaction = 0, failed } = given;
  const example = contracts.intentAssessed.example.data;
  const assessment: Assessment = {
    ...example.assessment,
    matters: intents.map((intent) => ({ matterId: deriveId('mat', intent), matterKey: 'mat_k', intent })),
    acts: acts.map((act) => ({ act: act as 'asks', probability: 0.9 })),
    entities: entities.map(({ name }) => ({ name, kind: 'pattern', probability: 0.9 })),
    emotion: { ...example.assessment.emotion, dissatisfaction },
    ...(failed !== undefined && { failed }),
  };
  return event(
    contracts.intentAssessed,
    { conversationId, customerId, turn: received(n).data.turn, assessment },
    {
      personal: {
        messages: [{ messageId: `msg_${n}`, text: given.text ?? `text ${n}` }],
        snapshot: { facts: {}, promises: {}, recent: [] },
        entities: entities.map(({ name, value }) => ({ name, value, text: String(value) })),
      },
    },
  );
}
export const learnt = (state: CustomerState | undefined, n: number, given?: AssessedInTest, at = 0) =>
  learnFromTurn(state, assessed(n, given), pack, start + at);

export type ReleasedInTest = Partial<contracts.ReplyReleased['data']> & { at?: number; text?: string };
export function released(n: number, { at = n * 1_000 + 500, text = `answer ${n}`, ...changes }: ReleasedInTest = {}) {
  return event(
    contracts.replyReleased,
    { messageId: `msg_out_${n}`, conversationId, customerId, answers: [`trn_${n}`], ...changes },
    { personal: { text }, time: instant(start + at) },
  );
}
export const outcome = (n: number, changes: Partial<contracts.TurnClosed['data']> = {}, at = n * 1_000 + 500) =>
  event(
    contracts.turnClosed,
    { turnId: `trn_${n}`, number: n, conversationId, customerId, tookMs: 500, ...changes },
    { time: instant(start + at) },
  );

/** Turn `n` was understood and answered: what the other services make of it. */
export function answered(
  state: CustomerState | undefined,
  n: number,
  given: AssessedInTest = {},
  reply: ReleasedInTest = {},
) {
  const afterwards = learnt(state, n, given)?.state ?? state;
  const said = noteRelease(afterwards, released(n, reply), silenceMs)?.state ?? afterwards;
  return noteOutcome(said, outcome(n), start + n * 1_000 + 500);
}

/** Name and data of each fact, as assertions read best. */
export const told = (decision: Pick<Decision<object>, 'facts'> | undefined): [string, Record<string, unknown>][] =>
  (decision?.facts ?? []).map((one) => [one.definition.name, one.data as Record<string, unknown>]);
export const names = (decision: Pick<Decision<object>, 'facts'> | undefined): string[] =>
  told(decision).map(([n]) => n);
