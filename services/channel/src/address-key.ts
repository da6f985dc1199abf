import type { Keys } from '@attune/storage';

/** The key that the adapters of a deployment seal their offers with; channel makes it when it starts. */
export const inboundKid = 'inbound';

/** The first key of an address. */
export const kidOf = (addressId: string): string => `key_${addressId}`;

/** The key of an address that was forgotten and writes again: `key_adr_x` → `key_adr_x.2` → `key_adr_x.3`. */
export function nextKid(kid: string): string {
  const [, first = kid, generation] = /^(.*)\.(\d+)$/.exec(kid) ?? [];
  return `${first}.${Number(generation ?? 1) + 1}`;
}

/** A key of this address that exists; made where there is none, or where the last one was destroyed. */
export async function liveKid(keys: Keys, addressId: string): Promise<string> {
  for (let kid = kidOf(addressId); ; kid = nextKid(kid)) if ((await keys.create(kid)) !== 'destroyed') return kid;
}
