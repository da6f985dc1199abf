import {
  weekdays,
  compileCondition,
  type OpeningHours,
  type Pack,
  type Playbook,
  type Text,
  type Tool,
} from '@attune/domain';
import { textNames } from '@attune/domain';

/** A small business for specs: an order is looked up, cancelled after a yes, and two questions are answered from articles. */

const text = (...variants: string[]): Text => ({ en: variants });
const hours = Object.fromEntries(weekdays.map((day) => [day, [{ from: 0, to: 1440 }]])) as unknown as OpeningHours;
const timing = { quietMs: 700, maxBurstMs: 4000, overdueMs: 7000, holdingMs: 11000, personReplyMs: 60000 };

const lookUpOrder: Tool = {
  name: 'lookUpOrder',
  label: 'look up the order',
  effect: 'read',
  method: 'GET',
  url: '${ORDERS}/orders/{{ number }}',
  headers: { authorization: 'Bearer ${TOKEN}' },
  takes: { number: { type: 'string', optional: false } },
  gives: { number: { type: 'string', optional: false }, status: { type: 'string', optional: false } },
  timeoutMs: 1000,
  retries: 2,
  errors: {},
  key: [],
  reversible: true,
  confirm: false,
};
const cancelOrder: Tool = {
  ...lookUpOrder,
  name: 'cancelOrder',
  label: 'cancel the order',
  effect: 'write',
  method: 'POST',
  url: '${ORDERS}/orders/{{ order }}/cancel',
  takes: { order: { type: 'string', optional: false } },
  gives: { status: { type: 'string', optional: false } },
  body: {},
  retries: 0,
  key: ['order'],
  reversible: false,
  confirm: true,
};

const askNumber = {
  kind: 'ask' as const,
  fact: 'orderNumber',
  text: text('Which order?'),
  reask: text('I need the order number.'),
  again: false,
  mode: 'open' as const,
};
const lookUp = {
  kind: 'call' as const,
  tool: 'lookUpOrder',
  with: { number: '{{ facts.orderNumber }}' },
  saveAs: 'order',
};

const orderStatus: Playbook = {
  id: 'order_status',
  intent: 'order_status',
  description: 'Where an order is',
  needs: ['orderNumber'],
  mayDo: ['lookUpOrder'],
  steps: [
    { ...askNumber, id: 'status.ask' },
    {
      ...lookUp,
      id: 'status.call',
      on: {
        notFound: [
          {
            ...askNumber,
            id: 'status.again',
            again: true,
            text: text('There is no {{ facts.orderNumber }}. Is it right?'),
          },
          {
            ...lookUp,
            id: 'status.callAgain',
            on: { notFound: [{ kind: 'handOver', id: 'status.over', reason: 'Unknown order', queue: 'care' }] },
          },
        ],
      },
    },
    {
      kind: 'when',
      id: 'status.when',
      condition: compileCondition('order.status == "delayed"', { order: 'dyn' }),
      then: [{ kind: 'say', id: 'status.sorry', text: text('{{ order.number }} is late.') }],
      else: [{ kind: 'say', id: 'status.say', text: text('{{ order.number }} is {{ order.status }}.') }],
    },
    { kind: 'resolve', id: 'status.resolve', basis: 'answered' },
  ],
};

const cancel: Playbook = {
  id: 'cancel_order',
  intent: 'cancel_order',
  description: 'Cancels an order',
  needs: ['orderNumber'],
  mayDo: ['cancelOrder'],
  steps: [
    { ...askNumber, id: 'cancel.ask' },
    {
      kind: 'confirm',
      id: 'cancel.confirm',
      text: text('Shall I cancel {{ facts.orderNumber }}?'),
      what: 'cancel {{ facts.orderNumber }}',
      else: [{ kind: 'say', id: 'cancel.kept', text: text('Then it stays.') }],
    },
    {
      kind: 'call',
      id: 'cancel.call',
      tool: 'cancelOrder',
      with: { order: '{{ facts.orderNumber }}' },
      saveAs: 'cancelled',
      on: {
        refused: [
          { kind: 'say', id: 'cancel.refused', text: text('It has left already.') },
          { kind: 'resolve', id: 'cancel.end', basis: 'answered' },
        ],
      },
    },
    { kind: 'say', id: 'cancel.done', text: text('{{ facts.orderNumber }} is cancelled.') },
    { kind: 'resolve', id: 'cancel.resolve', basis: 'done' },
  ],
};

const damage: Playbook = {
  id: 'damage',
  intent: 'damage',
  description: 'Something is broken',
  needs: ['damage'],
  mayDo: [],
  steps: [
    {
      kind: 'ask',
      id: 'damage.ask',
      fact: 'damage',
      text: text('What is broken?'),
      reask: text('In a few words?'),
      again: false,
      mode: 'open',
    },
    { kind: 'handOver', id: 'damage.over', reason: 'A person decides', queue: 'care' },
  ],
};

const intent = (id: string, kind: 'question' | 'task' | 'smalltalk', playbook?: string) => ({
  id,
  label: id.replace('_', ' '),
  description: id,
  kind,
  examples: [],
  entities: kind === 'task' ? ['orderNumber'] : [],
  family: id,
  ...(playbook !== undefined && { playbook }),
});

const texts = Object.fromEntries(Object.keys(textNames).map((name) => [name, text(name)])) as Pack['texts'];

export const shop: Pack = {
  id: 'shop',
  name: 'Shop',
  version: '1',
  languages: ['en'],
  locales: { en: 'en-GB' },
  zone: 'Europe/London',
  currency: 'GBP',
  hours,
  channels: { chat: timing, email: timing },
  limits: { overdueHandoffsPerMinute: 10 },
  intents: [
    intent('order_status', 'task', 'order_status'),
    intent('cancel_order', 'task', 'cancel_order'),
    intent('damage', 'task', 'damage'),
    intent('gift_card', 'task'),
    intent('return_policy', 'question'),
    intent('shipping_cost', 'question'),
    { ...intent('about_bot', 'smalltalk'), reply: text('I am a machine.') },
  ],
  entities: [{ name: 'orderNumber', kind: 'orderNumber' }],
  facts: [
    { name: 'orderNumber', entity: 'orderNumber', label: 'Order number', description: '', mayAskAgain: ['stale'] },
    { name: 'damage', label: 'Damage', description: '', mayAskAgain: [] },
  ],
  playbooks: [orderStatus, cancel, damage],
  tools: [lookUpOrder, cancelOrder],
  articles: [],
  boundary: { rules: [], defaults: { queue: 'care', priority: 5, gather: false }, version: '1' },
  queues: [],
  texts: {
    ...texts,
    clarify: text('Is it about {{ options | list "or" }}?'),
    askAgain: text('Once more: {{ question }}'),
    nextMatter: text('Now to {{ matter }}.'),
  },
};
