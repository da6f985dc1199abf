import httpProxy from '@fastify/http-proxy';
import { services, type ServiceName } from '@attune/contracts';
import fastify, { type FastifyInstance } from 'fastify';

/** Which service answers for a page. */
const pages: Record<string, ServiceName> = { '/chat': 'channel', '/desk': 'desk', '/live': 'insights' };

/**
 * One address in front of all services, as an ingress is on Kubernetes: `/api/<service>` and pages go to their service, everything
 * else (home, sign-in, assets) to desk. WebSockets pass.
 */
export async function startFront(port: number, urlOf: (service: ServiceName) => string): Promise<FastifyInstance> {
  const front = fastify({ logger: false, forceCloseConnections: true });
  const forward = (prefix: string, service: ServiceName) =>
    front.register(httpProxy, {
      upstream: urlOf(service),
      prefix,
      rewritePrefix: prefix === '/' ? '/' : prefix,
      websocket: true,
    });
  for (const service of services) await forward(`/api/${service}`, service);
  for (const [page, service] of Object.entries(pages)) await forward(page, service);
  await forward('/', 'desk');
  await front.listen({ port, host: '127.0.0.1' });
  return front;
}
