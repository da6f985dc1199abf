/** What was opened under this name before, or else opens it. */
export function opened<T>(all: Map<string, T>, name: string, open: (name: string) => T): T {
  const found = all.get(name) ?? open(name);
  all.set(name, found);
  return found;
}
