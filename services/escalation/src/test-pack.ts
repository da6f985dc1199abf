import {
  exampleAssessment,
  exampleSnapshot,
  exampleTurnPersonal,
  exampleValues as x,
  type Assessment,
  type AttuneEvent,
  type EventDefinition,
  type IntentAssessed,
  intentAssessed,
  type Snapshot,
  type Turn,
} from '@attune/contracts';
import {
  compileCondition,
  weekdays,
  type BoundaryRule,
  type OpeningHours,
  type Pack,
  type Queue,
} from '@attune/domain';
import type { Decision, Fact } from '@attune/messaging';

/** For specs only: a small pack, and events as they would come. */
const always: OpeningHours = Object.fromEntries(weekdays.map((day) => [day, [{ from: 0, to: 24 * 60 }]])) as never;
export const never: OpeningHours = Object.fromEntries(weekdays.map((day) => [day, []])) as never;

export const rule = (
  id: string,
  when: string,
  more: Partial<Omit<BoundaryRule, 'when' | 'nearly'>> & { nearly?: string } = {},
): BoundaryRule => {
  const { nearly, ...rest } = more;
  return {
    id,
    when: compileCondition(when),
    ...(nearly !== undefined && { nearly: compileCondition(nearly) }),
    then: 'person',
    reason: `because of ${id}`,
    ...rest,
  };
};
export const queue = (id: string, more: Partial<Queue> = {}): Queue => ({
  id,
  name: id,
  skills: [],
  languages: ['en'],
  hours: always,
  priority: 3,
  serviceLevel: { answerWithinMs: 60_000 },
  ...more,
});

const defaultRules = [
  rule('fed_up', 'emotion.dissatisfaction > 0.7', {
    nearly: 'emotion.dissatisfaction > 0.5',
    queue: 'care',
    priority: 7,
  }),
  rule('wants_person', "'asksForPerson' in acts", { priority: 5 }),
];

export function testPack(
  more: { rules?: BoundaryRule[]; queues?: Queue[]; overdueHandoffsPerMinute?: number } = {},
): Pack {
  const { rules = defaultRules, queues = [queue('care'), queue('orders')], overdueHandoffsPerMinute = 10 } = more;
  const timing = { quietMs: 0, maxBurstMs: 0, overdueMs: 7_000, holdingMs: 11_000, personReplyMs: 60_000 };
  return {
    id: 'shop',
    name: 'Shop',
    version: 'v1',
    languages: ['en'],
    locales: { en: 'en-GB' },
    zone: 'Europe/Berlin',
    currency: 'EUR',
    hours: always,
    channels: { chat: timing, email: timing },
    limits: { overdueHandoffsPerMinute },
    intents: [
      {
        id: 'return_policy',
        description: 'Know how returns work',
        label: 'returns',
        kind: 'question',
        examples: [],
        entities: [],
        family: 'return_policy',
      },
      {
        id: 'order_status',
        description: 'Know where an order is',
        label: 'where your order is',
        kind: 'task',
        examples: [],
        entities: [],
        family: 'order_status',
      },
      {
        id: 'thanks',
        description: '',
        label: 'thanks',
        kind: 'smalltalk',
        examples: [],
        entities: [],
        family: 'thanks',
      },
    ],
    entities: [],
    facts: [{ name: 'orderNumber', description: 'Number of the order', label: 'order number', mayAskAgain: [] }],
    playbooks: [
      {
        id: 'order_status',
        intent: 'order_status',
        description: '',
        needs: ['orderNumber'],
        mayDo: ['lookUpOrder'],
        steps: [],
      },
    ],
    tools: [tool('lookUpOrder', 'read'), tool('cancelOrder', 'write')],
    articles: [],
    boundary: { rules, defaults: { queue: 'care', priority: 3, gather: true }, version: 'b1' },
    queues,
    texts: {} as Pack['texts'],
  };
}
const tool = (name: string, effect: 'read' | 'write'): Pack['tools'][number] => ({
  name,
  label: name === 'cancelOrder' ? 'cancel the order' : 'look up the order',
  effect,
  method: effect === 'read' ? 'GET' : 'POST',
  url: 'http://shop/orders',
  headers: {},
  takes: {},
  timeoutMs: 1_000,
  retries: 0,
  errors: {},
  key: [],
  reversible: false,
  confirm: effect === 'write',
});

export const at = (seconds: number) => Date.parse(x.at) + seconds * 1_000;
export const iso = (seconds: number) => new Date(at(seconds)).toISOString();

let count = 0;
/** An event as the runtime hands it over. */
export function event<D, P>(
  definition: EventDefinition<D, P>,
  data: Partial<D> = {},
  more: Partial<AttuneEvent<D, P>> = {},
): AttuneEvent<D, P> {
  const sequence = ++count;
  return {
    id: `evt_${sequence}`,
    source: `/shop/${definition.service}`,
    type: definition.type,
    subject: x.conversationId,
    sequence,
    time: x.at,
    recordedTime: x.at,
    correlationId: x.turnId,
    causationId: 'evt_0',
    origin: 'test',
    domainVersion: 'v1',
    data: { ...definition.example.data, ...data },
    ...(definition.example.personal !== undefined && { personal: definition.example.personal, sealed }),
    ...more,
  };
}
export const sealed = {
  kid: x.addressId,
  alg: 'A256GCM' as const,
  iv: '',
  ct: '',
  tag: '',
  origin: { id: 'evt_1', type: 'attune.context.TurnStarted.v1', subject: x.conversationId },
};

export const turn = (number: number): Turn => ({
  ...x.turn,
  turnId: `trn_${number}`,
  number,
  acceptedAt: iso(number * 10),
});
export const assessed = (
  number: number,
  assessment: Partial<Assessment> = {},
  snapshot: Partial<Snapshot> = {},
): IntentAssessed =>
  event(
    intentAssessed,
    {
      turn: turn(number),
      assessment: { ...exampleAssessment, ...assessment },
      snapshot: { ...exampleSnapshot, ...snapshot, version: number },
    },
    { personal: exampleTurnPersonal },
  );
export const angry = {
  emotion: { dissatisfaction: 0.9, urgency: 0.2, signals: [{ kind: 'frustration', score: 0.8 }] },
};

/** Name and data of the facts, each checked against its schema. */
export const factsOf = (
  decision: Decision<object> | undefined,
): { name: string; data: never; options: Fact['options'] }[] =>
  (decision?.facts ?? []).map(({ definition, data, options }) => {
    definition.data.parse(data);
    if (options.personal !== undefined) definition.personal?.parse(options.personal);
    return { name: definition.name, data: data as never, options };
  });
export const namesOf = (decision: Decision<object> | undefined): string[] => factsOf(decision).map(({ name }) => name);
