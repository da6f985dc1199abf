import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Bus } from '@attune/messaging';
import type { Target } from './measure';
import { benchServices, benchTopics } from './trace';

/** Starts one process a service of a relay, and makes a target of them. `bytes`: size of a value on the wire. */
export async function startRelay(
  which: 'bare-relay' | 'nest-relay',
  bus: Bus,
  env: NodeJS.ProcessEnv,
  serverPids: readonly (number | undefined)[],
  bytes: number,
): Promise<{ target: Target; stop(): Promise<void> }> {
  await bus.ensureTopics(benchTopics.map((name) => ({ name, partitions: 12, retentionMs: 3_600_000 })));
  const children: ChildProcess[] = benchServices.map((service) =>
    fork(join(__dirname, `${which}.js`), [service], { env }),
  );
  await Promise.all(children.map((child) => once(child, 'message')));
  const padding = 'x'.repeat(bytes);
  const run = `${which}-${Date.now()}`;
  let listener: (customer: number) => void = () => {};
  const following = await bus.follow({
    topics: ['bench.channel'],
    from: 'end',
    onRecord: ({ key, headers }) => {
      if (headers['kind'] === 'closed' && key?.startsWith(run)) listener(Number(key.slice(run.length + 1)));
    },
  });
  return {
    target: {
      say: (customers) =>
        bus.publish(
          customers.map((n) => ({
            topic: 'bench.inbound',
            key: `${run}/${n}`,
            headers: { kind: 'offered' },
            value: JSON.stringify({ at: Date.now(), padding }),
          })),
        ),
      onAnswer: (given) => (listener = given),
      pids: () => [...children.map(({ pid }) => pid), ...serverPids],
    },
    async stop() {
      await following.stop();
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
    },
  };
}
