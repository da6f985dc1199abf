import { differences, holds, type Told } from './expect';

const told = (name: string, data: Record<string, unknown>): Told => ({ service: 'resolution', name, data });
const expected = (event: string, fields: Record<string, unknown> = {}) => ({ event, with: fields });
const of = (must: ReturnType<typeof expected>[], mustNot: ReturnType<typeof expected>[] = []) => ({ must, mustNot });

describe('what a test expects', () => {
  const events = [
    told('ReplyPrepared', { intention: 'answer', asks: [], by: { kind: 'automation' } }),
    told('ActionStarted', { tool: 'lookUpOrder', effect: 'read' }),
  ];

  it('is silent where everything is there', () => {
    expect(differences(events, of([expected('resolution.ReplyPrepared', { asks: [] })]))).toEqual([]);
  });

  it('names the field that differs in the event that comes nearest', () => {
    const [first] = differences(
      events,
      of([expected('ReplyPrepared', { intention: 'question', by: { kind: 'person' } })]),
    );
    expect(first).toContain('intention was "answer", not "question"');
    expect(first).toContain('by.kind was "automation", not "person"');
  });

  it('says what there was where nothing of that name happened', () => {
    const [first] = differences(events, of([expected('HandoffRequested')]));
    expect(first).toBe(
      'must happen: HandoffRequested {}; there was resolution.ReplyPrepared, resolution.ActionStarted',
    );
  });

  it('reports what must not happen', () => {
    expect(differences(events, of([], [expected('ActionStarted', { effect: 'read' })]))).toEqual([
      'must not happen: resolution.ActionStarted {"tool":"lookUpOrder","effect":"read"}',
    ]);
    expect(differences(events, of([], [expected('ActionStarted', { effect: 'write' })]))).toEqual([]);
  });

  it('takes an empty list for an empty list', () => {
    expect(holds({ asks: [{ fact: 'order' }] }, { asks: [] })).toBe(false);
    expect(holds({ asks: [{ fact: 'order', mode: 'open' }] }, { asks: [{ fact: 'order' }] })).toBe(true);
  });
});
