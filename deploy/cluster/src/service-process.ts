import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ServiceName } from '@attune/contracts';

const endWithParent = join(__dirname, 'end-with-parent.js');

/** One service as a process of its own on this machine. It comes back by itself when it ends, as under Kubernetes. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private exited: Promise<void> = Promise.resolve();
  /** Whether it is meant to run. */
  private wanted = false;
  starts = 0;
  /** Ends in a row soon after a start. */
  private quickEnds = 0;

  constructor(
    readonly service: ServiceName,
    readonly port: number,
    private readonly env: NodeJS.ProcessEnv,
    private readonly logFile: string,
    /** Of its scheduling, −20 to 19 as in `nice`; undefined: that of this process. */
    private readonly priority?: number,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  start(): void {
    this.wanted = true;
    this.launch();
  }

  /** Resolves when it consumes; rejects, with what it said last, when it does not in time or cannot start. */
  async ready(limitMs = 180_000): Promise<void> {
    for (const end = Date.now() + limitMs; Date.now() < end; await wait(100)) {
      const answer = await fetch(`${this.url}/api/${this.service}/health/ready`).catch(() => undefined);
      if (answer?.ok) return;
      if (this.quickEnds >= 3)
        throw new Error(`${this.service} cannot start. It said last:\n${this.saidLast()}\nAll of it: ${this.logFile}`);
    }
    throw new Error(`${this.service} is not ready after ${limitMs / 1000} s; see ${this.logFile}`);
  }

  /** SIGKILL. Unless it was stopped it is started again at once. */
  async kill9(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.exited;
  }

  /** Orderly, and it stays stopped. */
  async stop(): Promise<void> {
    this.wanted = false;
    this.child?.kill('SIGTERM');
    await this.exited;
  }

  private saidLast(): string {
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
  }

  private launch(): void {
    const log = openSync(this.logFile, 'a');
    const main = join(dirname(require.resolve(`@attune/${this.service}`)), 'main.js');
    const child = spawn(process.execPath, ['--enable-source-maps', '--require', endWithParent, main], {
      env: { ...this.env, PORT: String(this.port), HOST: '127.0.0.1' },
      stdio: ['pipe', log, log], // its standard input ends with this process, however that ends
    });
    closeSync(log);
    if (this.priority !== undefined && child.pid !== undefined) setPriority(child.pid, this.priority);
    this.child = child;
    this.starts++;
    const startedAt = Date.now();
    this.exited = new Promise((resolve) => child.once('exit', () => resolve()));
    void this.exited.then(async () => {
      if (this.child === child) this.child = undefined;
      if (!this.wanted) return;
      // One that cannot start must not take the machine from those that can.
      this.quickEnds = Date.now() - startedAt < 10_000 ? this.quickEnds + 1 : 0;
      await wait(Math.min(200 * 2 ** this.quickEnds, 10_000));
      if (this.wanted && this.child === undefined) this.launch(); // it may have been started meanwhile
    });
  }
}
