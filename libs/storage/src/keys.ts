/**
 * The vault: one key per address, so that forgetting a customer is destroying keys (protocols.md §1).
 * Channel creates, context destroys, everybody else reads. Keys are stored wrapped by a key-encryption key that comes
 * from the environment; the vault itself has a database of its own.
 */
export interface Keys {
  /** Creates the key `kid` unless it exists or was destroyed. Resolves to its bytes, or `destroyed`. Durable when it resolves. */
  create(kid: string): Promise<Uint8Array | 'destroyed'>;
  /** One read a batch. `unknown`: never created (or not visible yet). */
  read(kids: readonly string[]): Promise<Map<string, Uint8Array | 'destroyed' | 'unknown'>>;
  /** Durable when it resolves; leaves a tombstone, so that a destroyed key can never be created again. */
  destroy(kids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
