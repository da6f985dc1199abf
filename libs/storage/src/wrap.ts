import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

/** 32 random bytes. */
export const newKey = (): Buffer => randomBytes(32);

/** AES-256-GCM under the key-encryption key, bound to `kid`: iv, ciphertext, tag in one piece (60 bytes for a key of 32). */
export function wrap(kek: Uint8Array, kid: string, key: Uint8Array): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', kek, iv).setAAD(Buffer.from(kid));
  return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when the key was wrapped under another key-encryption key or for another `kid`. */
export function unwrap(kek: Uint8Array, kid: string, wrapped: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', kek, wrapped.subarray(0, ivBytes)).setAAD(Buffer.from(kid));
  decipher.setAuthTag(wrapped.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(ivBytes, -tagBytes)), decipher.final()]);
  } catch {
    throw new Error(`the key ${kid} cannot be unwrapped: is this the key-encryption key that it was wrapped with?`);
  }
}

/** @throws RangeError when it has not 32 bytes. */
export function checkKek(kek: Uint8Array): void {
  if (kek.length !== 32) throw new RangeError(`a key-encryption key has 32 bytes, not ${kek.length}`);
}
