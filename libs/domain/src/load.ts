import type { ConversationTest } from './conversation-test';
import type { Mistake } from './mistakes';
import type { Pack } from './pack';

/** Reads and checks a domain pack. Throws PackError with every mistake; warnings do not stop it. */
export function loadPack(dir: string): Promise<Pack> {
  return Promise.reject(new Error(`not yet: ${dir}`));
}

/** Every error and warning of a pack, in the order of files and lines; empty for a good one. */
export function checkPack(dir: string): Promise<Mistake[]> {
  return Promise.reject(new Error(`not yet: ${dir}`));
}

/** The conversations of `tests/`. Throws PackError. */
export function loadTests(dir: string): Promise<ConversationTest[]> {
  return Promise.reject(new Error(`not yet: ${dir}`));
}
