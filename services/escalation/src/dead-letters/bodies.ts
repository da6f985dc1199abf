import { z } from 'zod';

export const MendBody = z.object({
  data: z.unknown().refine((data) => data !== undefined, 'is missing: give the mended data of the event'),
  personal: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
});
export const DiscardBody = z.object({ why: z.string().trim().min(1).max(500) });
