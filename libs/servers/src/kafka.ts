import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freeLowPort } from './free-port';
import { installKafka, type KafkaFiles } from './kafka-files';
import { brokerProperties } from './kafka-properties';
import { untilReady } from './kafka-ready';

export interface KafkaOptions {
  /** Kept when it is given, and with it the port; default: a new folder that `stop` removes. */
  dataDir?: string;
  /** Default: a free one from 20000 to 29999: above, a client that tries again could take it between kill and restart. */
  port?: number;
  /** Java heap. Default `256m`. */
  heap?: string;
  /** Further settings of the broker. Only for a new data folder. */
  properties?: Readonly<Record<string, string | number | boolean>>;
  /** How long it may take to be ready. Default 60,000. */
  readyMs?: number;
}

export interface KafkaServer {
  readonly brokers: string[];
  /** Undefined when it does not run, and for a broker that was started elsewhere. */
  readonly pid: number | undefined;
  /** Resolves to the exit code or signal of the process that runs now; for ever open for a broker that was started elsewhere. */
  readonly exited: Promise<string>;
  /** SIGKILL; resolves when the process is gone. */
  kill9(): Promise<void>;
  /** Starts it again on the same data and port; resolves when it is ready. */
  start(): Promise<void>;
  /** Orderly; removes a folder that `startKafka` made. */
  stop(): Promise<void>;
}

/**
 * Starts a genuine Kafka broker (KRaft, one node) on the loopback address: for tests and for a cluster on one machine. Resolves
 * when every topic can be read. It ends when this process does. `KAFKA_BROKERS=host:port,…` takes that one instead.
 *
 * @throws Error when there is no broker to be had (`installKafka` says how), or with the end of its log when it does not start.
 */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaServer> {
  const elsewhere = process.env.KAFKA_BROKERS;
  if (elsewhere) return startedElsewhere(elsewhere.split(','));
  const files = installKafka();
  await archiveClasses(files);
  return startBroker(files, options);
}

function startedElsewhere(brokers: string[]): KafkaServer {
  const refuse = async () => {
    throw new Error('This broker was started elsewhere (KAFKA_BROKERS)');
  };
  return { brokers, pid: undefined, exited: new Promise(() => {}), kill9: refuse, start: refuse, stop: async () => {} };
}

/** A throw-away start that writes the class archive when it ends: all later starts take half the time. */
async function archiveClasses(files: KafkaFiles): Promise<void> {
  if (existsSync(files.archive)) return;
  console.log('Preparing a faster start of Kafka (a few seconds, once)');
  const archive = `${files.archive}.${process.pid}`;
  const broker = await startBroker(
    { ...files, options: [`-XX:ArchiveClassesAtExit=${archive}`, ...files.options] },
    {},
  );
  await broker.stop();
  if (existsSync(archive)) renameSync(archive, files.archive);
}

async function startBroker(files: KafkaFiles, options: KafkaOptions): Promise<KafkaServer> {
  const folder = resolve(options.dataDir ?? mkdtempSync(join(tmpdir(), 'attune-kafka-')));
  const port = await prepareFolder(folder, files, options);
  const launch = () =>
    launchBroker({ files, folder, port, heap: options.heap ?? '256m', readyMs: options.readyMs ?? 60_000 });
  let running = await launch();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    running.broker.kill(signal);
    const force = setTimeout(() => running.broker.kill('SIGKILL'), 15_000);
    await running.exited;
    clearTimeout(force);
  };
  return {
    brokers: [`127.0.0.1:${port}`],
    get pid() {
      return isRunning(running.broker) ? running.broker.pid : undefined;
    },
    get exited() {
      return running.exited;
    },
    kill9: () => end('SIGKILL'),
    async start() {
      if (!isRunning(running.broker)) running = await launch();
    },
    async stop() {
      await end('SIGTERM');
      if (options.dataDir === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** Data and server.properties, where there are none yet. The port, which an existing folder keeps. */
async function prepareFolder(folder: string, files: KafkaFiles, options: KafkaOptions): Promise<number> {
  const file = join(folder, 'server.properties');
  if (existsSync(file)) return Number(/PLAINTEXT:\/\/127\.0\.0\.1:(\d+)/.exec(readFileSync(file, 'utf8'))?.[1]);
  const port = options.port ?? (await freeLowPort());
  const dataDir = join(folder, 'data');
  mkdirSync(folder, { recursive: true });
  cpSync(files.template, dataDir, { recursive: true });
  const place = { dataDir, port, controllerPort: await freeLowPort(), properties: options.properties };
  writeFileSync(file, brokerProperties(place));
  return port;
}

interface Launch {
  files: KafkaFiles;
  folder: string;
  port: number;
  heap: string;
  readyMs: number;
}

async function launchBroker({ files, folder, port, heap, readyMs }: Launch) {
  const log = join(folder, 'broker.log');
  const archive = existsSync(files.archive) ? [`-XX:SharedArchiveFile=${files.archive}`] : [];
  const args = [`-Xmx${heap}`, ...archive, ...files.options, 'kafka.Kafka', join(folder, 'server.properties')];
  const out = openSync(log, 'a');
  const broker = spawn(files.java, args, { stdio: ['ignore', out, out] });
  closeSync(out);
  const exited = once(broker, 'exit').then(([code, signal]) => String(code ?? signal));
  endWithThisProcess(broker);
  const given = AbortSignal.timeout(readyMs);
  const gone = exited.then((why) => Promise.reject(new Error(`it ended with ${why}`)));
  try {
    await Promise.race([untilReady(port, given), gone]);
  } catch (error) {
    broker.kill('SIGKILL');
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Kafka did not start: ${why}; the end of ${log}:\n${readFileSync(log, 'utf8').slice(-2_000)}`, {
      cause: error,
    });
  }
  gone.catch(() => undefined);
  return { broker, exited };
}

/** No JVM stays behind, however this process ends: a shell waits for the pipe to close, which the kernel does for us. */
function endWithThisProcess(broker: ChildProcess): void {
  if (broker.pid === undefined) return;
  const watchdog = spawn('sh', ['-c', `read _; kill -9 ${broker.pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  broker.once('exit', () => watchdog.kill('SIGKILL'));
  watchdog.unref();
  // A pipe to a child is a socket; it must not keep this process alive.
  (watchdog.stdin as unknown as { unref(): void }).unref();
}
