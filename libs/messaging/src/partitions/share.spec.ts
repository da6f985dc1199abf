import { type GroupMember, sharePartitions } from './share';

const share = (members: GroupMember[]) =>
  Object.fromEntries(
    [...sharePartitions(members, () => 4)].map(([id, held]) => [id, held.map((p) => `${p.topic}${p.partition}`)]),
  );

describe('sharing partitions among members', () => {
  it('gives partition p of every topic to the same member', () => {
    expect(
      share([
        { id: 'b', topics: ['x', 'y'] },
        { id: 'a', topics: ['y', 'x'] },
      ]),
    ).toEqual({ a: ['x0', 'x2', 'y0', 'y2'], b: ['x1', 'x3', 'y1', 'y3'] });
  });

  it('gives a topic that only some members know to those, and keeps the others where they were', () => {
    expect(
      share([
        { id: 'new', topics: ['x', 'y'] },
        { id: 'old', topics: ['x'] },
      ]),
    ).toEqual({ new: ['x0', 'x2', 'y0', 'y1', 'y2', 'y3'], old: ['x1', 'x3'] });
  });

  it('leaves members over when there are more of them than partitions', () => {
    const members = ['1', '2', '3', '4', '5'].map((id) => ({ id, topics: ['x'] }));
    expect(share(members)['5']).toEqual([]);
  });
});
