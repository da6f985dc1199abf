import { PackError } from '@attune/domain';
import { createLogger, startTelemetry } from '@attune/telemetry';
import { ConfigError, readConfig } from './config';
import { startService } from './create-service';
import { openProcessParts } from './process-parts';
import type { ServiceDefinition } from './service';
import { stopOnSignals } from './signals';

/**
 * A service as a process of its own: everything that `main.ts` does. Configuration comes from the environment (config.ts). Ends with
 * code 1 and a message in words when it cannot start or cannot go on, with 0 after SIGTERM or SIGINT.
 */
export async function runService(definition: ServiceDefinition): Promise<void> {
  try {
    await run(definition);
  } catch (error) {
    const expected = error instanceof ConfigError || error instanceof PackError;
    console.error(
      `attune ${definition.name} cannot start. ${expected ? error.message : String((error as Error).stack)}`,
    );
    process.exit(1);
  }
}

async function run(definition: ServiceDefinition): Promise<void> {
  const started = performance.now();
  const config = readConfig(process.env);
  const { otlpEndpoint, metricsPort, traceRatio: ratio, logLevel: level } = config;
  const telemetry = await startTelemetry({
    service: definition.name,
    ratio,
    ...(otlpEndpoint !== undefined && { otlpEndpoint }),
    ...(metricsPort !== undefined && { metricsPort }),
  });
  const logger = createLogger({ service: definition.name, level });
  const { parts, close } = await openProcessParts(definition.name, config, logger, telemetry.observer);
  const stopping = stopOnSignals(logger, async () => {
    await (await starting.catch(() => undefined))?.stop();
    await close();
    await telemetry.stop();
  });
  const starting = startService(definition, { ...parts, onFatal: stopping.fatal });
  const service = await starting;
  await service.app.listen(config.port, config.host);
  const { pack } = parts;
  const address = await service.app.getUrl();
  const ms = Math.round(performance.now() - started);
  logger.info({ url: address, domain: pack.id, domainVersion: pack.version, ms }, `${definition.name} is ready`);
}
