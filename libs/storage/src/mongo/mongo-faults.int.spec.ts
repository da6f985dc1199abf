import { installMongod, missing, startMongo, type MongoServer } from '@attune/servers';
import type { Connection } from 'mongoose';
import { aDocument, nextOf } from '../contract';
import type { Documents, DocumentStore, StoredDocument } from '../documents';
import { openMongoStore } from '.';
import { connect } from './connection';

const suite = missing(installMongod) === undefined ? describe : describe.skip;
const applied = { lost: new Set(), rejected: new Map() };

suite('MongoDB when something is wrong', () => {
  let server: MongoServer;
  let store: DocumentStore;
  let documents: Documents;
  let admin: Connection;

  beforeAll(async () => {
    server = await startMongo({ extraArgs: ['--setParameter', 'enableTestCommands=1'] });
    store = await openMongoStore({ uri: server.uri, service: 'faults' });
    documents = store.documents('things');
    admin = await connect(server.uri, 'admin');
  }, 120_000);
  afterAll(async () => {
    await store.close();
    await admin.close();
    await server.stop();
  });

  const create = async (id: string) => {
    const document = aDocument(id);
    expect(await documents.write([{ expected: 0, document }])).toEqual(applied);
    return document;
  };
  const stored = async (id: string) => (await documents.load([id])).get(id);
  /** The next `times` updates fail as `data` says. */
  const fail = (times: number, data: object) =>
    admin.db?.command({
      configureFailPoint: 'failCommand',
      mode: { times },
      data: { failCommands: ['update'], ...data },
    });

  it('counts a write as applied whose answer was an error', async () => {
    const first = await create('answer');
    const second = nextOf(first);
    const created = aDocument('answer.2');
    await fail(1, { writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } });
    const outcome = await documents.write([
      { expected: 1, document: second },
      { expected: 0, document: created },
    ]);
    expect(outcome).toEqual(applied);
    expect([await stored('answer'), await stored('answer.2')]).toEqual([second, created]);
  });

  it('tells the losers from the winners behind such an error', async () => {
    const [first, other] = [await create('winner'), await create('loser')];
    await documents.write([{ expected: 1, document: nextOf(other) }]);
    await fail(1, { writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } });
    const outcome = await documents.write(
      [first, other].map((document) => ({ expected: 1, document: nextOf(document) })),
    );
    expect(outcome).toEqual({ lost: new Set(['loser']), rejected: new Map() });
  });

  it('tries again by itself when the connection breaks once', async () => {
    const second = nextOf(await create('once'));
    await fail(1, { closeConnection: true });
    expect(await documents.write([{ expected: 1, document: second }])).toEqual(applied);
    expect(await stored('once')).toEqual(second);
  });

  it('finds out that nothing was written when it breaks twice', async () => {
    const first = await create('twice');
    await fail(2, { closeConnection: true });
    expect(await documents.write([{ expected: 1, document: nextOf(first) }])).toEqual({
      ...applied,
      lost: new Set(['twice']),
    });
    expect(await stored('twice')).toEqual(first);
  });

  it('rejects what the server refuses, and only that', async () => {
    const refusing = store.documents('refusing');
    await refusing.write([{ expected: 0, document: aDocument('first') }]);
    await admin
      .getClient()
      .db('attune_faults')
      .command({ collMod: 'refusing', validator: { state: { $ne: '"bad"' } } });
    const outcome = await refusing.write([
      { expected: 0, document: aDocument('bad', { state: 'bad' }) },
      { expected: 0, document: aDocument('good') },
      { expected: 0, document: aDocument('first') },
    ]);
    expect([...outcome.rejected.keys()]).toEqual(['bad']);
    expect(outcome.lost).toEqual(new Set(['first']));
    expect([...(await refusing.load(['bad', 'good'])).keys()]).toEqual(['good']);
  });

  it('loses no acknowledged write and doubles none when the server is killed', async () => {
    const lanes = Array.from({ length: 6 }, (_, index) => aLane(documents, `lane${index}`));
    const running = lanes.map((lane) => lane.run());
    const commands = () => lanes.reduce((sum, lane) => sum + lane.acknowledged.length, 0);
    for (const _kill of [1, 2]) {
      const before = commands();
      await until(() => commands() >= before + 200);
      await server.kill9();
      await server.restart();
    }
    const before = commands();
    await until(() => commands() >= before + 200);
    for (const lane of lanes) lane.stop();
    await Promise.all(running);

    for (const lane of lanes) {
      for (const [id, document] of await documents.load(lane.ids)) {
        const kept = document.state as string[];
        const acknowledged = lane.acknowledged.filter((command) => command.startsWith(`${id}#`));
        expect(kept).toEqual(acknowledged); // each once, in order, and nothing that was not known to be applied
        expect(document.v).toBe(1 + kept.length);
      }
    }
  }, 120_000);

  it('fails within seconds while the server is gone, and goes on when it is back', async () => {
    const first = await create('outage');
    await server.kill9();
    const started = performance.now();
    await expect(documents.write([{ expected: 1, document: nextOf(first) }])).rejects.toThrow();
    await expect(documents.load(['outage'])).rejects.toThrow();
    await expect(store.ping()).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(25_000);
    await server.restart();
    expect(await documents.write([{ expected: 1, document: nextOf(first) }])).toEqual(applied);
  }, 60_000);
});

/** Writes numbered commands to five documents of its own, in batches, and decides again after every error, as the runtime does. */
function aLane(documents: Documents, name: string) {
  const ids = Array.from({ length: 5 }, (_, index) => `${name}.${index}`);
  const acknowledged: string[] = [];
  let commands = 0;
  let stopped = false;

  const round = async (held: Map<string, StoredDocument>) => {
    const writes = ids.map((id) => {
      const read = held.get(id);
      const kept = (read?.state ?? []) as string[];
      const document = read ? nextOf(read, { state: [...kept, `${id}#${++commands}`] }) : aDocument(id, { state: [] });
      return { expected: read?.v ?? 0, document };
    });
    const { lost, rejected } = await documents.write(writes);
    expect(rejected.size).toBe(0);
    for (const { document } of writes) {
      if (!lost.has(document._id)) learn(document);
    }
  };
  /** A document that we know to be stored: its last command counts, once. */
  const learn = (document: StoredDocument) => {
    const last = (document.state as string[]).at(-1);
    if (last !== undefined && !acknowledged.includes(last)) acknowledged.push(last);
  };

  return {
    ids,
    acknowledged,
    stop: () => (stopped = true),
    async run() {
      while (!stopped) {
        try {
          const held = await documents.load(ids);
          held.forEach(learn); // a write that was rejected but applied after all
          await round(held);
        } catch {
          // Nothing is known about the outcome: load, and decide again.
        }
      }
      (await documents.load(ids)).forEach(learn);
    },
  };
}

/** Waits for a condition that the running lanes bring about. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
