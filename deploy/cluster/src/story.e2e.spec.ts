import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort, installKafka, installMongod, missing } from '@attune/servers';
import { missingBrowser, playStory } from '@attune/testing/browser';
import { forgetSomebody } from './forgetting.testkit';

const root = resolve(__dirname, '..', '..', '..');
const shots = join(root, 'test-output', 'cluster');
const left = missingBrowser() ?? missing(installKafka) ?? missing(installMongod);

(left === undefined ? describe : describe.skip)('the story of a stranger, on Kafka and MongoDB', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'attune-story-'));
  let cluster: ChildProcess;
  let signInUrl: string;

  beforeAll(async () => {
    rmSync(shots, { recursive: true, force: true });
    mkdirSync(shots, { recursive: true });
    // As `npm run cluster` does it, building what is stale: its services are processes and need compiled code.
    cluster = spawn(process.execPath, [join(root, 'deploy/cluster/start.mjs')], {
      cwd: root,
      env: { ...process.env, PORT: String(await freePort()), ATTUNE_DATA: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    signInUrl = await linkOf(cluster);
  }, 300_000);
  afterAll(async () => {
    if (cluster?.exitCode === null) {
      cluster.kill('SIGINT');
      await once(cluster, 'exit');
    }
    rmSync(dataDir, { recursive: true });
  }, 60_000);

  it('works in a browser', async () => {
    await playStory({ url: new URL(signInUrl).origin, signInUrl, shots, waitMs: 40_000, promiseMs: 45_000 });
  }, 400_000);

  it('leaves no word of a customer who is forgotten', async () => {
    const { shown, left } = await forgetSomebody(dataDir);
    expect(shown).toHaveLength(4); // who may see them did
    expect(left).toEqual([]);
  }, 240_000);

  it('ends with Ctrl-C', async () => {
    cluster.kill('SIGINT');
    expect(await once(cluster, 'exit')).toEqual([0, null]);
  }, 60_000);
});

/** The link that it prints once it runs; rejects with all that it said when it ends before. */
function linkOf(cluster: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    for (const stream of [cluster.stdout, cluster.stderr])
      stream?.on('data', (chunk) => {
        said += chunk;
        const link = /http\S+\/sign-in\?token=\S+/.exec(said)?.[0];
        if (link !== undefined) resolve(link);
      });
    cluster.once('close', (code) => reject(new Error(`the cluster ended with ${code}: ${said}`)));
  });
}
