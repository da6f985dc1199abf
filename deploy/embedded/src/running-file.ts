import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { keptSecrets } from './secrets';
import type { Embedded } from './start-embedded';

const validForMs = 30 * 24 * 3_600_000;

/**
 * Tells the `attune` command of this machine where the product runs and what opens it: `running.json` in the data folder, readable
 * by its owner only. What is returned takes it away again.
 */
export async function writeRunningFile({ url, tokens }: Embedded, dataDir: string): Promise<() => void> {
  const file = join(resolve(dataDir), 'running.json');
  const { secret, kek } = keptSecrets(dataDir);
  const token = await tokens.signAgent(
    { agentId: 'agt_terminal', name: 'Terminal', roles: ['agent', 'lead', 'analyst'] },
    validForMs,
  );
  const running = { url, token, secret, kek: Buffer.from(kek).toString('base64'), pid: process.pid };
  rmSync(file, { force: true }); // an older one keeps its own mode
  writeFileSync(file, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return () => rmSync(file, { force: true });
}
