import { catalogue, exampleValues as x } from '@attune/contracts';
import { closedOf, seen, turnReceivedOf } from '../testing';
import { lineOf } from './line';
import { beginningOf, pastInOrder, selector, topicsOf } from './select';

describe('which events are shown', () => {
  it('those of the streams that are named, all but "send again" where none is', () => {
    expect(topicsOf(['channel', 'attune.desk'])).toEqual(['attune.channel', 'attune.desk']);
    expect(topicsOf([])).toContain('attune.dead-letters');
    expect(topicsOf([])).not.toContain('attune.desk.again');
    expect(() => topicsOf(['chanel'])).toThrow(/no topic chanel.\ndid you mean "channel"/);
  });

  it('those of a type, by its name or in full', () => {
    const wanted = selector({ types: ['TurnClosed', 'attune.channel.TurnReceived.v1'] });
    expect(wanted(closedOf('adr_1', 1))).toBe(true);
    expect(wanted(turnReceivedOf('adr_1', 1))).toBe(true);
    expect(wanted(seen('attune.desk.HandoffQueued.v1', 'cnv_1', {}))).toBe(false);
    expect(() => selector({ types: ['TurnClose'] })).toThrow(/did you mean "TurnClosed"/);
  });

  it('those of a conversation: that name it, and those of its turns that do not', () => {
    const wanted = selector({ types: [], conversation: 'cnv_1' });
    const overdue = seen('attune.channel.TurnOverdue.v1', 'adr_1', {}, { correlationId: 'trn_1' });
    expect(wanted(overdue)).toBe(false);
    expect(wanted(seen('attune.context.TurnStarted.v1', 'cnv_1', {}, { correlationId: 'trn_1' }))).toBe(true);
    expect(wanted(overdue)).toBe(true);
    expect(
      wanted(seen('attune.channel.TurnClosed.v1', 'adr_1', { conversationId: 'cnv_2' }, { correlationId: 'trn_1' })),
    ).toBe(false);
  });

  it('in the past in their order, also what only a later event tells to be wanted', () => {
    const at = (second: number) => ({ recordedTime: `2026-03-02T09:00:0${second}.000Z`, correlationId: 'trn_1' });
    const overdue = seen('attune.channel.TurnOverdue.v1', 'adr_1', {}, at(1));
    const started = seen('attune.context.TurnStarted.v1', 'cnv_1', {}, at(2));
    const other = seen('attune.context.TurnStarted.v1', 'cnv_2', {}, { ...at(3), correlationId: 'trn_2' });
    expect(pastInOrder([other, started, overdue], selector({ types: [], conversation: 'cnv_1' }))).toEqual([
      overdue,
      started,
    ]);
  });

  it('from the start, the end, or a time', () => {
    expect([beginningOf('start'), beginningOf('end'), beginningOf('2026-03-02T09:00:00Z')]).toEqual([
      'start',
      'end',
      Date.parse('2026-03-02T09:00:00Z'),
    ]);
    expect(() => beginningOf('yesterday')).toThrow(/no beginning/);
  });
});

describe('the line of an event', () => {
  it('says when, who, what, about whom, and what is worth a glance', () => {
    const line = lineOf(closedOf('adr_1', 2, 'handedOver'));
    expect(line).toMatch(
      /^09:15:04.\d{3} +channel +TurnClosed +adr_1 +outcome=handedOver .*number=2 tookMs=40 held=false$/,
    );
  });

  it.each([...catalogue.values()].map((definition) => [definition.name, definition] as const))(
    'is one line for %s, with something to see and nothing personal',
    (_, definition) => {
      const { data, personal } = definition.example;
      const line = lineOf(seen(definition.type, definition.key(data), data as object, { controlEpoch: 3 }));
      expect(line).not.toContain('\n');
      expect(line.length).toBeLessThan(260);
      expect(line).toMatch(/=/);
      for (const words of Object.values((personal ?? {}) as Record<string, unknown>))
        if (typeof words === 'string' && words !== '') expect(line).not.toContain(words);
    },
  );

  it('shows an event of an unknown type by what it has', () => {
    expect(
      lineOf(
        seen('attune.loyalty.PointsGiven.v1', 'cus_1', { points: 5, for: 'a long wait', conversationId: 'cnv_1' }),
      ),
    ).toMatch(/loyalty +PointsGiven +cus_1 +points=5 for="a long wait"$/);
  });

  it('is plain text also where a type holds an example with deep parts', () => {
    const { data } = catalogue.get('attune.escalation.ControlDecided.v1')!.example;
    expect(lineOf(seen('attune.escalation.ControlDecided.v1', x.conversationId, data as object))).toContain(
      'holder=automation',
    );
  });
});
