import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** What a composition on this machine writes while it runs, readable by its owner only. */
const Running = z.object({
  url: z.string(),
  /** Of an agent with every role. */
  token: z.string().optional(),
  brokers: z.union([z.string().transform((text) => text.split(',')), z.array(z.string())]).optional(),
  mongoUri: z.string().optional(),
  mongoKeysUri: z.string().optional(),
  secret: z.string().optional(),
  /** Base64. */
  kek: z.string().optional(),
  pid: z.number().int().optional(),
});
export type Running = z.infer<typeof Running> & { file: string };

/** In the order in which they are believed. */
export const runningFiles = ['var/cluster/running.json', 'var/embedded/running.json'];

/**
 * The product that runs under this folder, or on the data folder that is named; what a process that is gone has left behind is
 * passed over.
 */
export function findRunning(root: string, dataDir?: string, lives = isAlive): Running | undefined {
  const named = dataDir === undefined ? [] : [join(dataDir, 'running.json')];
  for (const name of [...named, ...runningFiles]) {
    const file = resolve(root, name);
    const running = read(file);
    if (running && (running.pid === undefined || lives(running.pid))) return { ...running, file };
  }
  return undefined;
}

function read(file: string): z.infer<typeof Running> | undefined {
  try {
    return Running.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined; // not there, or just being written
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // only asks
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
