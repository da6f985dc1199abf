import type { FastifyInstance } from 'fastify';
import type { Runtime } from '@attune/messaging';
import type { ServiceDefinition, ServiceParts } from './service';

const pingLimitMs = 2_000;

/**
 * `/api/<service>/health/live`: the process answers. `/api/<service>/health/ready`: the service consumes and its store answers;
 * 503 otherwise, and from the moment on when it is asked to stop.
 */
export function healthDoors(
  fastify: FastifyInstance,
  runtime: Runtime,
  definition: ServiceDefinition,
  parts: ServiceParts,
  stopping: () => boolean,
) {
  const { store, pack, clock } = parts;
  const path = `/api/${runtime.service}/health`;
  fastify.get(`${path}/live`, async () => ({ status: 'live', service: runtime.service }));
  fastify.get(`${path}/ready`, async (_, reply) => {
    const { consuming, inFlight, state } = runtime.health();
    const storeAnswers = await within(pingLimitMs, store.ping(), clock);
    const ready = consuming && storeAnswers && !stopping();
    return reply.status(ready ? 200 : 503).send({
      ...definition.health?.(parts),
      status: ready ? 'ready' : 'notReady',
      service: runtime.service,
      domainVersion: pack.version,
      checks: { consuming, store: storeAnswers, stopping: stopping() },
      state,
      inFlight,
    });
  });
}

/** Whether it succeeds in that time. */
function within(ms: number, work: Promise<unknown>, clock: ServiceParts['clock']): Promise<boolean> {
  return new Promise((resolve) => {
    const limit = clock.setTimeout(() => resolve(false), ms);
    work
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(() => clock.clearTimeout(limit));
  });
}
