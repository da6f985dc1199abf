import { open, type SealedBlock } from '@attune/contracts';
import type { Keys } from '@attune/storage';

/** The personal part of an event, for those who may see it: its words, or that they are gone for good. */
export type Opened = { personal: unknown } | { forgotten: true } | { unreadable: true };

/** One read of keys for all blocks. A destroyed key is an expected outcome. */
export async function openPersonal(blocks: readonly SealedBlock[], keys: Keys): Promise<Map<SealedBlock, Opened>> {
  const kids = [...new Set(blocks.map(({ kid }) => kid))];
  const ring = kids.length === 0 ? new Map<string, never>() : await keys.read(kids);
  return new Map(blocks.map((block) => [block, openOne(block, ring.get(block.kid) ?? 'unknown')]));
}

function openOne(block: SealedBlock, key: Uint8Array | 'destroyed' | 'unknown'): Opened {
  if (key === 'destroyed') return { forgotten: true };
  if (key === 'unknown') return { unreadable: true };
  try {
    return { personal: open(block, key) };
  } catch {
    return { unreadable: true }; // not with this key: shown as it is, the rest of the page stays
  }
}
