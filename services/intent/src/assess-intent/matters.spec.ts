import { exampleSnapshot, exampleTurnPersonal, exampleValues as x, type TurnStarted } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { FoundEntity } from '@attune/language';
import { mattersOf, namesAnother } from './matters';

const pack = {
  intents: [
    { id: 'cancel', family: 'order_change', entities: ['orderNumber'] },
    { id: 'address', family: 'order_change', entities: ['orderNumber'] },
    { id: 'returns', family: 'returns', entities: [] },
  ],
  facts: [{ name: 'orderNumber', entity: 'orderNumber' }],
} as unknown as Pack; // only these parts are looked at
const env = {
  pack,
  secret: 'a secret of thirty-two characters',
  model: { name: 'm', version: '1', assess: () => never() },
};
const never = (): never => {
  throw new Error('not asked here');
};
const started = (conversationId: string, facts: Record<string, unknown> = {}) =>
  ({
    data: { conversationId, customerId: x.customerId, turn: x.turn, snapshot: exampleSnapshot },
    personal: { ...exampleTurnPersonal, snapshot: { facts, promises: {}, recent: [] } },
  }) as unknown as TurnStarted;
const order = (value: string): FoundEntity[] => [
  { name: 'orderNumber', kind: 'orderNumber', value, text: value, span: [0, 6], probability: 1 },
];
const one = (conversationId: string, intent: string, value?: string, facts?: Record<string, unknown>) =>
  mattersOf(env, started(conversationId, facts), [intent], value === undefined ? [] : order(value))[0];

describe('matters', () => {
  it('of one family about the same order are the same, in one conversation and over several', () => {
    expect(one('cnv_1', 'cancel', 'A-1')?.matterId).toBe(one('cnv_1', 'address', 'a-1')?.matterId);
    expect(one('cnv_1', 'cancel', 'A-1')?.matterKey).toBe(one('cnv_2', 'cancel', 'A-1')?.matterKey);
    expect(one('cnv_1', 'cancel', 'A-1')?.matterId).not.toBe(one('cnv_2', 'cancel', 'A-1')?.matterId);
  });

  it('about another order are others', () => {
    expect(one('cnv_1', 'cancel', 'A-1')?.matterKey).not.toBe(one('cnv_1', 'cancel', 'A-2')?.matterKey);
  });

  it('take what is known for what was not named', () => {
    expect(one('cnv_1', 'cancel', undefined, { orderNumber: 'A-1' })).toEqual(one('cnv_1', 'cancel', 'A-1'));
  });

  it('do not show what they are about', () => {
    expect(JSON.stringify(one('cnv_1', 'cancel', 'A-1042'))).not.toContain('1042');
  });

  it('name another order only where one was known', () => {
    expect(namesAnother(pack, 'cancel', started('cnv_1', { orderNumber: 'A-1' }), order('A-2'))).toBe(true);
    expect(namesAnother(pack, 'cancel', started('cnv_1', { orderNumber: 'A-1' }), order('a-1'))).toBe(false);
    expect(namesAnother(pack, 'cancel', started('cnv_1'), order('A-2'))).toBe(false);
  });
});
