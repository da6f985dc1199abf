import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { SealedBlock } from './sealed';

const associated = (origin: SealedBlock['origin']) => Buffer.from(`${origin.id}|${origin.type}|${origin.subject}`);

/** Encrypts `personal` with a 32-byte key. `iv` is 12 bytes that were never used with this key before. */
export function seal(
  personal: unknown,
  kid: string,
  key: Uint8Array,
  iv: Uint8Array,
  origin: SealedBlock['origin'],
): SealedBlock {
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(associated(origin));
  const ct = Buffer.concat([cipher.update(JSON.stringify(personal), 'utf8'), cipher.final()]);
  return {
    kid,
    alg: 'A256GCM',
    iv: Buffer.from(iv).toString('base64'),
    ct: ct.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    origin,
  };
}

/** Decrypts a block. Throws where key, origin or bytes are not those it was made with. */
export function open(block: SealedBlock, key: Uint8Array): unknown {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(block.iv, 'base64'));
  decipher.setAAD(associated(block.origin));
  decipher.setAuthTag(Buffer.from(block.tag, 'base64'));
  const clear = Buffer.concat([decipher.update(Buffer.from(block.ct, 'base64')), decipher.final()]);
  return JSON.parse(clear.toString('utf8'));
}
