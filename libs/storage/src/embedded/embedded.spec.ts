import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentsContract, keysContract } from '../contract';
import { embeddedKeys, openEmbeddedDatabase, openEmbeddedStore } from '.';

/** A database in a folder of its own, which can be closed and opened again. */
function aDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'attune-embedded-'));
  let env = openEmbeddedDatabase(folder);
  return {
    folder,
    env: () => env,
    async reopen() {
      await env.close();
      return (env = openEmbeddedDatabase(folder));
    },
    async close() {
      await env.close();
      rmSync(folder, { recursive: true });
    },
  };
}

documentsContract('embedded', async () => {
  const database = aDatabase();
  return {
    store: openEmbeddedStore({ env: database.env(), service: 'context' }),
    reopen: async () => openEmbeddedStore({ env: await database.reopen(), service: 'context' }),
    close: () => database.close(),
  };
});

keysContract('embedded', async () => {
  const database = aDatabase();
  const kek = randomBytes(32);
  return {
    keys: embeddedKeys({ env: database.env(), kek }),
    reopen: async () => embeddedKeys({ env: await database.reopen(), kek }),
    close: () => database.close(),
  };
});

describe('the embedded database', () => {
  const database = aDatabase();
  afterAll(() => database.close());

  it('keeps services apart', async () => {
    const [context, intent] = ['context', 'intent'].map((service) =>
      openEmbeddedStore({ env: database.env(), service }),
    );
    await context?.projection('rows').upsert([{ _id: 'a', at: 1, group: 'g', body: null }]);
    expect(await intent?.projection('rows').get('a')).toBeUndefined();
  });

  it('never shows a key in its file, and says so when the key-encryption key is another', async () => {
    const keys = embeddedKeys({ env: database.env(), kek: randomBytes(32) });
    const key = await keys.create('adr_a');
    expect(readFileSync(join(database.folder, 'data.mdb')).includes(Buffer.from(key as Uint8Array))).toBe(false);
    await expect(embeddedKeys({ env: database.env(), kek: randomBytes(32) }).read(['adr_a'])).rejects.toThrow(
      'key-encryption key',
    );
    expect(() => embeddedKeys({ env: database.env(), kek: randomBytes(16) })).toThrow(RangeError);
  });
});
