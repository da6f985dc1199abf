import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { problem } from './problem';
import type { AgentClaims, CustomerClaims, Role, Tokens } from './tokens';

/** Who may use a door. */
type Audience = { kind: 'public' } | { kind: 'customers' } | { kind: 'roles'; roles: readonly Role[] };
const AUDIENCE = 'attune.audience';
const audience = (value: Audience) => applyDecorators(SetMetadata(AUDIENCE, value));

/** On a controller or method: only agents with one of these roles; none named: any agent. */
export const Roles = (...roles: Role[]) => audience({ kind: 'roles', roles });
/** On a controller or method: only customers with a session. */
export const Customers = () => audience({ kind: 'customers' });
/** On a controller or method: everybody. A door that declares none of the three is closed. */
export const Public = () => audience({ kind: 'public' });

/** Parameter: the claims of the agent who asks. Behind `@Roles` always there; behind `@Public` undefined for others. */
export const AgentSession = createParamDecorator(
  (_: unknown, context: ExecutionContext) => sessionOf(context.switchToHttp().getRequest()).agent,
);
/** Parameter: the claims of the customer who asks. Behind `@Customers` always there. */
export const CustomerSession = createParamDecorator(
  (_: unknown, context: ExecutionContext) => sessionOf(context.switchToHttp().getRequest()).customer,
);

/** Who asks, as far as the token of the request is valid. */
export interface Session {
  agent?: AgentClaims;
  customer?: CustomerClaims;
  /** Where the token came from: a cookie travels along unasked, so its bearer must also come from our own pages. */
  by?: 'cookie' | 'bearer' | 'query';
}

const sessions = new WeakMap<object, Session>();
export const sessionOf = (request: FastifyRequest): Session => sessions.get(request.raw) ?? {};

export const cookieName = 'attune';

/** Token of a request: `Authorization: Bearer`, else `?token=` where allowed (sockets), else the cookie. */
export function tokenOf(
  headers: { authorization?: string; cookie?: string },
  query?: URLSearchParams,
): { token: string; by: NonNullable<Session['by']> } | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { token: bearer, by: 'bearer' };
  const asked = query?.get('token');
  if (asked) return { token: asked, by: 'query' };
  for (const part of (headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === cookieName && value) return { token: value, by: 'cookie' };
  }
  return undefined;
}

/** The session that a token stands for; empty for an invalid one. */
export async function readSession(tokens: Tokens, given: ReturnType<typeof tokenOf>): Promise<Session> {
  if (given === undefined) return {};
  const agent = await tokens.verifyAgent(given.token);
  if (agent) return { agent, by: given.by };
  if (given.by === 'cookie') return {}; // customers' sessions are no cookies: nothing of theirs is sent unasked
  const customer = await tokens.verifyCustomer(given.token);
  return customer ? { customer, by: given.by } : {};
}

/** Fastify hook: reads the session before limits are counted and guards asked. */
export const readSessions = (tokens: Tokens) => async (request: FastifyRequest) => {
  sessions.set(request.raw, await readSession(tokens, tokenOf(request.headers)));
};

/** The one guard of all doors: closed unless the door says who may use it. */
export class DoorGuard implements CanActivate {
  private readonly reflector = new Reflector();

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const wanted = this.reflector.getAllAndOverride<Audience | undefined>(AUDIENCE, [
      context.getHandler(),
      context.getClass(),
    ]);
    const session = sessionOf(context.switchToHttp().getRequest());
    switch (wanted?.kind) {
      case 'public':
        return true;
      case 'customers':
        if (session.customer) return true;
        throw unauthenticated('a session of a customer; get one with POST /api/channel/sessions');
      case 'roles':
        if (!session.agent) throw unauthenticated('a session of an agent; sign in with your link, /sign-in?token=…');
        if (mayAs(session.agent, wanted.roles)) return true;
        throw problem(
          403,
          'Not allowed',
          `This needs the role ${wanted.roles.join(' or ')}; you have ${session.agent.roles.join(', ') || 'none'}.`,
        );
      case undefined:
        throw problem(403, 'Not allowed', 'This door declares nobody who may use it (@Public, @Customers or @Roles).');
    }
  }
}

/** Whether an agent has one of the roles; none named: any agent. */
export const mayAs = (agent: AgentClaims, wanted: readonly Role[]): boolean =>
  wanted.length === 0 || wanted.some((role) => agent.roles.includes(role));

const unauthenticated = (what: string) =>
  problem(
    401,
    'Not signed in',
    `This needs ${what} (Authorization: Bearer <token>). The token is missing, invalid or expired.`,
  );
