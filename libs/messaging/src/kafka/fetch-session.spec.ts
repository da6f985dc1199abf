import { FetchSession, type ReadAt } from './fetch-session';

const at = (offsets: Record<number, number>): Map<string, ReadAt> =>
  new Map(
    Object.entries(offsets).map(([partition, offset]) => [
      `t ${partition}`,
      { topic: 't', partition: Number(partition), offset: String(offset) },
    ]),
  );
const said = (reads: readonly ReadAt[]) => reads.map(({ partition, offset }) => `${partition}@${offset}`);

describe('a fetch session', () => {
  it('begins with everything, and then names only what has changed', () => {
    const session = new FetchSession();
    const first = session.next(at({ 0: 5, 1: 7 }));
    expect(first).toMatchObject({ sessionId: 0, sessionEpoch: 0, forgotten: [] });
    expect(said(first.changed)).toEqual(['0@5', '1@7']);
    session.answered(42);

    const second = session.next(at({ 0: 5, 1: 9 }));
    expect(second).toMatchObject({ sessionId: 42, sessionEpoch: 1 });
    expect(said(second.changed)).toEqual(['1@9']);
    session.answered(42);

    expect(session.next(at({ 0: 5, 1: 9 }))).toEqual({ sessionId: 42, sessionEpoch: 2, changed: [], forgotten: [] });
  });

  it('says what is not read any more, and names it anew when it is', () => {
    const session = new FetchSession();
    session.next(at({ 0: 5, 1: 7 }));
    session.answered(42);
    const without = session.next(at({ 0: 5 }));
    expect(said(without.forgotten)).toEqual(['1@7']);
    session.answered(42);
    const again = session.next(at({ 0: 5, 1: 7 }));
    expect(said(again.changed)).toEqual(['1@7']);
    expect(again.forgotten).toEqual([]);
  });

  it('names everything each time where the broker keeps no session', () => {
    const session = new FetchSession();
    session.next(at({ 0: 5, 1: 7 }));
    session.answered(0);
    const second = session.next(at({ 0: 6, 1: 7 }));
    expect(second).toMatchObject({ sessionId: 0, sessionEpoch: 0 });
    expect(said(second.changed)).toEqual(['0@6', '1@7']);
  });

  it('begins anew after a failure, and closes the session that may be left', () => {
    const session = new FetchSession();
    session.next(at({ 0: 5 }));
    session.answered(42);
    session.next(at({ 0: 6 }));
    session.failed();
    const anew = session.next(at({ 0: 6 }));
    expect(anew).toMatchObject({ sessionId: 42, sessionEpoch: 0, forgotten: [] });
    expect(said(anew.changed)).toEqual(['0@6']);
    session.answered(43);
    expect(session.next(at({ 0: 6 }))).toEqual({ sessionId: 43, sessionEpoch: 1, changed: [], forgotten: [] });
  });
});
