/** `{ emotion: { dissatisfaction: 0.8 } }` → `emotion.dissatisfaction 0.80`. */
export function flat(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.entries(value).flatMap(([name, one]) => flat(one, path === '' ? name : `${path}.${name}`));
  if (Array.isArray(value)) return [[path, value.length === 0 ? 'none' : value.map(String).join(', ')]];
  if (typeof value === 'number' && !Number.isInteger(value)) return [[path, value.toFixed(2)]];
  return [[path, value === '' ? 'none' : String(value)]];
}
