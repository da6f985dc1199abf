import { z } from 'zod';

/** `30 s`, `5 min`, as authors write it. */
export const Duration = z.string().regex(/^\d+ ?(ms|s|min|h|d)$/, 'write 30 s, 5 min, 2 h or 3 d');

const units: Record<string, number> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

export function milliseconds(written: string): number {
  const [, amount, unit = 's'] = /^(\d+) ?(\w+)$/.exec(written) ?? [];
  return Number(amount) * (units[unit] ?? 0);
}
