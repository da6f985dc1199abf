import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { freePort } from './free-port';
import { installMongod } from './mongod-binary';

export interface MongoOptions {
  /** Kept when it is given; default: a new folder that `stop` removes. */
  dataDir?: string;
  /** Default: a free one. */
  port?: number;
  /** How long it may take to become writable. Default 30,000. */
  readyMs?: number;
  /** Further arguments of mongod, e.g. `--setParameter enableTestCommands=1` in two elements. */
  extraArgs?: readonly string[];
}

export interface MongoServer {
  /** Stays the same over restarts. */
  readonly uri: string;
  readonly port: number;
  readonly dataDir: string;
  readonly pid: number | undefined;
  /** Resolves to the exit code or signal of the process that runs now. */
  readonly exited: Promise<string>;
  /** SIGKILL; resolves when the process is gone. */
  kill9(): Promise<void>;
  /** Starts it again on the same data and port, after stopping it where it runs; resolves when it is writable. */
  restart(): Promise<void>;
  /** Orderly; removes a folder that `startMongo` made. */
  stop(): Promise<void>;
}

/**
 * Starts a genuine mongod as a replica set of one member on the loopback address, without authentication: for tests and for a
 * cluster on one machine. Resolves when it is writable. It ends when this process does.
 *
 * @throws Error when there is no mongod to be had (`installMongod` says how), or with the end of its log when it does not start.
 */
export async function startMongo({
  dataDir,
  port,
  readyMs = 30_000,
  extraArgs = [],
}: MongoOptions = {}): Promise<MongoServer> {
  const binary = installMongod();
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'attune-mongo-'));
  mkdirSync(folder, { recursive: true });
  const usedPort = port ?? (await freePort());
  const launch = () => launchMongod({ binary, folder, port: usedPort, readyMs, extraArgs });

  let running = await launch();
  const end = async (signal: NodeJS.Signals) => {
    running.child.kill(signal);
    await running.exited;
  };
  return {
    uri: `mongodb://127.0.0.1:${usedPort}/?replicaSet=rs0`,
    port: usedPort,
    dataDir: folder,
    get pid() {
      return running.child.pid;
    },
    get exited() {
      return running.exited;
    },
    kill9: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM');
      running = await launch();
    },
    async stop() {
      await end('SIGTERM');
      if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Launch {
  binary: string;
  folder: string;
  port: number;
  readyMs: number;
  extraArgs: readonly string[];
}

async function launchMongod(launch: Launch): Promise<{ child: ChildProcess; exited: Promise<string> }> {
  const log = join(launch.folder, 'mongod.out');
  const child = spawnMongod(launch, log);
  const exited = once(child, 'exit').then(([code, signal]) => String(code ?? signal));
  const failed = once(child, 'error').then(([error]) => Promise.reject(error));
  const withParent = () => child.kill('SIGKILL');
  process.once('exit', withParent);
  void exited.finally(() => process.off('exit', withParent)).catch(() => undefined);

  const given = AbortSignal.timeout(launch.readyMs);
  const gone = exited.then((why) => Promise.reject(new Error(`it ended with ${why}`)));
  try {
    await Promise.race([untilWritable(launch.port, child.pid, given), gone, failed]);
  } catch (error) {
    withParent();
    const end = existsSync(log) ? readFileSync(log, 'utf8').slice(-1500) : '';
    throw new Error(
      `mongod did not start: ${error instanceof Error ? error.message : String(error)}; the end of ${log}:\n${end}`,
      { cause: error },
    );
  }
  gone.catch(() => undefined);
  return { child, exited };
}

function spawnMongod({ binary, folder, port, extraArgs }: Launch, log: string): ChildProcess {
  const args = [
    '--dbpath',
    folder,
    '--port',
    String(port),
    '--bind_ip',
    '127.0.0.1',
    '--nounixsocket',
    '--replSet',
    'rs0',
  ];
  args.push(
    '--oplogSize',
    '64',
    '--wiredTigerCacheSizeGB',
    '0.25',
    '--setParameter',
    'diagnosticDataCollectionEnabled=false',
    ...extraArgs,
  );
  // setpriv (util-linux): the kernel ends mongod when this process dies, even by SIGKILL.
  const guarded = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => process.platform === 'linux' && existsSync(path));
  const out = openSync(log, 'a');
  try {
    const stdio = ['ignore' as const, out, out];
    return guarded
      ? spawn(guarded, ['--pdeathsig', 'KILL', binary, ...args], { stdio })
      : spawn(binary, args, { stdio });
  } finally {
    closeSync(out);
  }
}

/** Makes it a replica set where it is none yet, and waits until it is primary. */
async function untilWritable(port: number, pid: number | undefined, given: AbortSignal): Promise<void> {
  let last: unknown;
  while (!given.aborted) {
    // The driver would import `os` dynamically, which jest refuses, and the handshake fails without it.
    const options = { serverSelectionTimeoutMS: 1_000, runtimeAdapters: { os } };
    const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, options);
    try {
      if (await becomePrimary(client.db('admin'), `127.0.0.1:${port}`, pid)) return;
    } catch (error) {
      last = error;
    } finally {
      await client.close();
    }
    await wait(50);
  }
  throw new Error(`not writable in time (${last instanceof Error ? last.message : 'no primary'})`);
}

async function becomePrimary(admin: mongo.Db, host: string, pid: number | undefined): Promise<boolean> {
  const status = await admin.command({ serverStatus: 1 });
  if (Number(status.pid) !== pid) throw new Error(`the port belongs to another server (process ${status.pid})`);
  const config = await replicaSet(admin);
  if (config === undefined) {
    await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
  } else if (config.members[0]?.host !== host) {
    // The same data on another port: the set remembers its old address and would never elect itself.
    const members = [{ ...config.members[0], host }];
    await admin.command({ replSetReconfig: { ...config, members, version: config.version + 1 }, force: true });
  }
  return (await admin.command({ hello: 1 })).isWritablePrimary === true;
}

interface ReplicaSet {
  version: number;
  members: { host: string }[];
}

async function replicaSet(admin: mongo.Db): Promise<ReplicaSet | undefined> {
  try {
    return (await admin.command({ replSetGetConfig: 1 })).config as ReplicaSet;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === notYetInitialized) return undefined;
    throw error;
  }
}

const notYetInitialized = 94;
