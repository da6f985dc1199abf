import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface Secrets {
  /** The deployment's secret. */
  secret: string;
  /** Wraps the keys of addresses: 32 bytes. */
  kek: Uint8Array;
}

const stored = z.object({ secret: z.string().min(32), kek: z.base64() });

/** The secrets of this installation: made at the first start and kept beside its data, readable by its owner only. */
export function keptSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    const fresh = { secret: randomBytes(32).toString('base64url'), kek: randomBytes(32).toString('base64') };
    writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  }
  chmodSync(file, 0o600);
  const { secret, kek } = stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { secret, kek: new Uint8Array(Buffer.from(kek, 'base64')) };
}
