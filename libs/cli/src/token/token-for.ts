import type { AgentClaims } from '@attune/hosting';

/** A token that signs an agent in, valid for `hours`. Its secret is the deployment's, at least 32 characters. */
export async function tokenFor(secret: string, claims: AgentClaims, hours: number): Promise<string> {
  const { tokensOf } = await import('@attune/hosting'); // loads Nest: only where a token is made
  return tokensOf(secret, Date.now).signAgent(claims, hours * 3_600_000);
}
