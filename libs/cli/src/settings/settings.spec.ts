import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findRunning } from './running';
import { needed, readSettings, wayTo } from './settings';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'attune-cli-'))));
afterEach(() => rmSync(root, { recursive: true }));

function running(where: string, given: object): void {
  const file = join(root, where, 'running.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(given));
}
const cluster = { url: 'http://c', token: 't', brokers: 'a:1,b:2', mongoUri: 'mongodb://m', secret: 's', kek: 'k' };

describe('settings', () => {
  it('come from the product that runs here: the cluster before the embedded one', () => {
    running('var/embedded', { url: 'http://e', secret: 'e' });
    expect(readSettings({}, {}, root)).toMatchObject({ url: 'http://e', secret: 'e' });
    running('var/cluster', cluster);
    const settings = readSettings({}, {}, root);
    expect(settings).toMatchObject({ url: 'http://c', brokers: ['a:1', 'b:2'], mongoKeysUri: 'mongodb://m' });
    expect(wayTo(settings)).toBe('bus');
  });

  it('pass over what a process that is gone left behind, and what is not written whole', () => {
    running('var/cluster', { ...cluster, pid: 999 });
    running('var/embedded', { url: 'http://e', pid: 1 });
    expect(findRunning(root, undefined, (pid) => pid === 1)?.url).toBe('http://e');
    writeFileSync(join(root, 'var/embedded/running.json'), '{"url":');
    expect(findRunning(root, undefined, (pid) => pid === 1)).toBeUndefined();
  });

  it('come from the data folder that is named', () => {
    running('elsewhere', { url: 'http://x' });
    expect(readSettings({}, { ATTUNE_DATA: join(root, 'elsewhere') }, root)).toMatchObject({ url: 'http://x' });
  });

  it('are taken from flags before the environment', () => {
    const environment = { ATTUNE_URL: 'http://env', ATTUNE_TOKEN: 'env', MONGO_URI: 'mongodb://env' };
    expect(readSettings({ url: 'http://flag/', mongo: 'mongodb://flag' }, environment, root)).toMatchObject({
      url: 'http://flag',
      token: 'env',
      mongoUri: 'mongodb://flag',
      mongoKeysUri: 'mongodb://flag',
    });
  });

  it('keep the secrets of the product here from any other', () => {
    running('var/cluster', cluster);
    expect(readSettings({ url: 'http://other' }, {}, root)).toEqual({
      url: 'http://other',
      from: 'flags and environment',
    });
    expect(readSettings({ brokers: 'other:1' }, {}, root).secret).toBeUndefined();
  });

  it('say plainly what is missing, and how to give it', () => {
    const none = readSettings({}, {}, root);
    expect(() => needed(none, 'secret')).toThrow(
      /secret is not known.\nGive it by ATTUNE_SECRET. Or: Start the product/,
    );
    expect(() => wayTo(none)).toThrow(/No product was found/);
    expect(() => readSettings({ url: 'localhost:3000' }, {}, root)).toThrow(/"localhost:3000" is not an address/);
  });
});
