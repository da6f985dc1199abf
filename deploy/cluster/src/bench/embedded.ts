import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEmbedded } from '@attune/embedded';
import { load, residentMb, type Measured } from './measure';
import { productTarget } from './product';

export interface EmbeddedLoad {
  customers: number;
  warmUpMs: number;
  ms: number;
  texts: readonly string[];
}

/** The whole product in one process of its own, the load in that process too: there is no other way onto its bus. */
export async function measureEmbedded(given: EmbeddedLoad): Promise<Measured & { residentMb: number }> {
  const child = fork(__filename, [JSON.stringify(given)]);
  const [measured] = (await once(child, 'message')) as [Measured & { residentMb: number }];
  await once(child, 'exit');
  return measured;
}

async function run({ texts, ...options }: EmbeddedLoad): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'attune-bench-embedded-'));
  const embedded = await startEmbedded({
    dataDir,
    domainDir: resolve('domains/shop'),
    port: 0,
    quietMs: 0,
    requestsPerMinute: 0,
  });
  const { bus, keys, secret, pack } = embedded;
  const { target, stop } = await productTarget(bus, keys, secret, pack.id, texts, () => [process.pid]);
  const measured = await load(target, options);
  await stop();
  process.send!({ ...measured, residentMb: residentMb(process.pid) });
  await embedded.close();
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(0);
}

if (require.main === module) void run(JSON.parse(process.argv[2]!) as EmbeddedLoad);
