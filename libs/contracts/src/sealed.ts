import { z } from 'zod';

/**
 * Personal data of an event or document, encrypted with the key of an address (A256GCM). `origin` names the event or document
 * that the block was made for and is authenticated (AAD), so that a block copied unchanged into a later event still opens.
 * `iv`, `ct` and `tag` are base64.
 */
export const SealedBlock = z.object({
  kid: z.string(),
  alg: z.literal('A256GCM'),
  iv: z.string(),
  ct: z.string(),
  tag: z.string(),
  origin: z.object({ id: z.string(), type: z.string(), subject: z.string() }),
});
export type SealedBlock = z.infer<typeof SealedBlock>;
