import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Secret that a webhook of a channel is signed with: its own from the environment, else derived from the deployment's. */
export function webhookSecretOf(
  channel: string,
  config: { secret: string; environment: Readonly<Record<string, string | undefined>> },
): string {
  const given = config.environment[`ATTUNE_WEBHOOK_SECRET_${channel.toUpperCase().replaceAll('-', '_')}`];
  return given ?? createHmac('sha256', config.secret).update(`attune webhook ${channel}`).digest('hex');
}

/** Whether `x-attune-signature: sha256=<hex>` is the HMAC-SHA-256 of exactly these bytes. */
export function isSigned(body: Uint8Array, header: unknown, secret: string): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(typeof header === 'string' ? header : '')?.[1];
  const expected = createHmac('sha256', secret).update(body).digest();
  return given !== undefined && timingSafeEqual(Buffer.from(given, 'hex'), expected);
}

const claims = z.object({ sub: z.string().min(1).max(200), exp: z.number(), name: z.string().max(200).optional() });

/**
 * Who the business itself says that its customer is: a JWT (HS256) with `sub`, `exp` and perhaps `name`, signed with the secret that
 * it shares with this deployment. Undefined for whatever is not a valid one. `now`: epoch ms.
 */
export function customerOf(token: string, secret: string, now: number): { sub: string; name?: string } | undefined {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  if ((jsonOf(header) as { alg?: unknown } | undefined)?.alg !== 'HS256') return undefined;
  const read = claims.safeParse(jsonOf(payload));
  if (!read.success || read.data.exp * 1000 <= now) return undefined;
  const { sub, name } = read.data;
  return { sub, ...(name !== undefined && { name }) };
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
