import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServiceConfig } from './config';
import { problem } from './problem';
import { sessionOf } from './sessions';

/**
 * Counts requests a minute: per session where there is a valid one, else per network address. A door may set its own limit with
 * `@RouteConfig({ rateLimit: { max, timeWindow } })` of @nestjs/platform-fastify. Health is not counted.
 */
export async function limitRequests(fastify: FastifyInstance, config: ServiceConfig): Promise<void> {
  if (config.requestsPerMinute === 0) return;
  await fastify.register(rateLimit, {
    max: config.requestsPerMinute,
    timeWindow: '1 minute',
    keyGenerator: callerOf,
    allowList: (request) => request.url.includes('/health/'),
    errorResponseBuilder: (_, { max, after }) =>
      problem(429, 'Too many requests', `At most ${max} requests in this time; try again in ${after}.`),
  });
}

function callerOf(request: FastifyRequest): string {
  const { agent, customer } = sessionOf(request);
  return agent?.agentId ?? customer?.addressId ?? request.ip;
}
