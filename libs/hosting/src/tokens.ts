import { createHash } from 'node:crypto';
import { jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { z } from 'zod';
import { AddressId, AgentId, type Origin } from '@attune/contracts';

/** What a session of a customer says: which address it speaks for, and who its signer says that this is. */
export interface CustomerClaims {
  addressId: string;
  channel: string;
  name?: string;
  /** Customer id; absent for an anonymous address. */
  verifiedAs?: string;
  origin: Origin;
}

export const roles = ['agent', 'lead', 'analyst'] as const;
export type Role = (typeof roles)[number];
export interface AgentClaims {
  agentId: string;
  name: string;
  roles: Role[];
}

/** Signs and verifies sessions (JWT, HS256). A token of one kind is never accepted as the other. */
export interface Tokens {
  /** Valid for 30 days. */
  signCustomer(claims: CustomerClaims): Promise<string>;
  /** Undefined for whatever is not a valid, unexpired token of a customer. */
  verifyCustomer(token: string): Promise<CustomerClaims | undefined>;
  /** Valid for 12 hours unless said otherwise. */
  signAgent(claims: AgentClaims, validForMs?: number): Promise<string>;
  verifyAgent(token: string): Promise<AgentClaims | undefined>;
}

const customer = z.object({
  addressId: AddressId,
  channel: z.string().min(1).max(40),
  name: z.string().max(200).optional(),
  verifiedAs: z.string().max(100).optional(),
  origin: z.enum(['live', 'test', 'demo', 'imported']),
});
const agent = z.object({ agentId: AgentId, name: z.string().max(200), roles: z.array(z.enum(roles)) });

const hour = 3_600_000;
const issuer = 'attune';

/**
 * `secret`: the deployment's, at least 32 characters; the signing keys are derived from it, so that it can serve other purposes too.
 * `now`: epoch ms.
 */
export function tokensOf(secret: string, now: () => number): Tokens {
  const keyOf = (audience: string) => createHash('sha256').update(`attune session ${audience}\u0000${secret}`).digest();

  function kind<C extends object>(audience: string, claims: z.ZodType<C>, validForMs: number) {
    const key = keyOf(audience);
    return {
      sign: (given: C, ms = validForMs) =>
        new SignJWT({ ...claims.parse(given) } as JWTPayload)
          .setProtectedHeader({ alg: 'HS256' })
          .setIssuer(issuer)
          .setAudience(audience)
          .setIssuedAt(Math.floor(now() / 1000))
          .setExpirationTime(Math.floor((now() + ms) / 1000))
          .sign(key),
      async verify(token: string): Promise<C | undefined> {
        try {
          const { payload } = await jwtVerify(token, key, {
            issuer,
            audience,
            algorithms: ['HS256'],
            requiredClaims: ['exp'],
            currentDate: new Date(now()),
          });
          return claims.safeParse(payload).data;
        } catch {
          return undefined; // any reason is the same to the caller: not a session
        }
      },
    };
  }

  const customers = kind<CustomerClaims>('customer', customer, 30 * 24 * hour);
  const agents = kind<AgentClaims>('agent', agent, 12 * hour);
  return {
    signCustomer: (claims) => customers.sign(claims),
    verifyCustomer: customers.verify,
    signAgent: agents.sign,
    verifyAgent: agents.verify,
  };
}
