import { join, resolve } from 'node:path';
import { PackError } from '@attune/domain';
import { findEncoder } from '@attune/encoder';
import { stopOnSignals } from '@attune/hosting';
import { createLogger, startTelemetry } from '@attune/telemetry';
import { FolderInUse } from './data-folder';
import { writeRunningFile } from './running-file';
import { startEmbedded, type Embedded } from './start-embedded';

const root = resolve(__dirname, '..', '..', '..');

/** `npm start`, once everything is built. Settings: PORT, HOST, ATTUNE_DATA, ATTUNE_DOMAIN, ATTUNE_ENCODER, LOG_LEVEL, OTEL_EXPORTER_OTLP_ENDPOINT. */
async function main(): Promise<void> {
  const { env } = process;
  const started = performance.now();
  const dataDir = resolve(root, env['ATTUNE_DATA'] ?? join('var', 'embedded'));
  const domainDir = resolve(root, env['ATTUNE_DOMAIN'] ?? join('domains', 'shop'));
  const logFile = join(dataDir, 'attune.log');
  const otlpEndpoint = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  const telemetry = await startTelemetry({ service: 'attune', ...(otlpEndpoint ? { otlpEndpoint } : {}) });
  const logger = createLogger({
    service: 'attune',
    level: env['LOG_LEVEL'] === 'debug' ? 'debug' : 'info',
    file: logFile,
  });

  let removeRunningFile = () => {};
  const stopping = stopOnSignals(logger, async () => {
    console.log('\n  Stopping: what is under way is finished and kept.');
    removeRunningFile();
    await (await starting.catch(() => undefined))?.close();
    await telemetry.stop();
  });
  const starting = startEmbedded({
    dataDir,
    domainDir,
    port: Number(env['PORT'] ?? 3000),
    ...(env['HOST'] && { host: env['HOST'] }),
    logger,
    ...(telemetry.observer && { observer: telemetry.observer }),
    onFatal(error) {
      console.error(`\n  Attune cannot go on: ${error.message}. The log has more: ${logFile}`);
      stopping.fatal(error);
    },
  });
  const embedded = await starting;
  removeRunningFile = await writeRunningFile(embedded, dataDir);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  logger.info({ url: embedded.url, domain: embedded.pack.id, domainVersion: embedded.pack.version }, 'ready');
  console.log(welcome(embedded, seconds, dataDir, logFile));
}

function welcome(
  { pack, url, signInUrl, services }: Embedded,
  seconds: string,
  dataDir: string,
  logFile: string,
): string {
  const rule = '─'.repeat(78);
  return `
${rule}
  Attune runs ${pack.name}: ${services.size} services in one process, started in ${seconds} s.
  Open this link. It signs you in as Kim, with every role, for 12 hours:

${signInUrl}

  ${findEncoder(process.env['ATTUNE_ENCODER']).note}
  Home ${url}   Chat ${url}/chat   Desk ${url}/desk   Live ${url}/live
  Data ${dataDir}   Log ${logFile}   Stop with Ctrl+C
${rule}`;
}

function inWords(error: unknown): string {
  if (error instanceof FolderInUse || error instanceof PackError) return error.message;
  const { code, port, message, stack } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Choose one: PORT=${(port ?? 3000) + 1} npm start`;
  return stack ?? message;
}

main().catch((error: unknown) => {
  console.error(`\n  Attune cannot start. ${inWords(error)}`);
  process.exit(1);
});
