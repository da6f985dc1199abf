import type { EntityPattern } from './find-entities';

export interface ListMatch {
  value: string;
  start: number;
  end: number;
  probability: number;
}

interface Way {
  value: string;
  /** In lower case, words joined by single spaces. */
  said: string;
}

/** Words of this length on may have one letter wrong, missing, too many, or swapped with its neighbour. */
const FORGIVING = 6;
const WORD = /[\p{L}\p{N}]+/gu;

const known = new WeakMap<object, { byFirst: Map<string, Way[]>; long: Way[] }>();

/** Values of a list, however they are said: by name or synonym, in any case, in the plural, with a small slip in a long word. */
export function findListed(text: string, values: NonNullable<EntityPattern['values']>): ListMatch[] {
  const { byFirst, long } = waysOf(values);
  const words = [...text.matchAll(WORD)].map((match) => ({
    word: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
  const found: ListMatch[] = [];
  for (let i = 0; i < words.length; i++) {
    const { word, start } = words[i]!;
    let best: { way: Way; length: number } | undefined;
    for (const way of byFirst.get(word) ?? byFirst.get(singular(word)) ?? []) {
      const parts = way.said.split(' ');
      const isSaid = parts.every(
        (part, k) => words[i + k]?.word === part || singular(words[i + k]?.word ?? '') === part,
      );
      if (isSaid && parts.length > (best?.length ?? 0)) best = { way, length: parts.length };
    }
    if (best !== undefined) {
      found.push({ value: best.way.value, start, end: words[i + best.length - 1]!.end, probability: 0.97 });
      i += best.length - 1;
    } else if (word.length >= FORGIVING) {
      const near = long.find(({ said }) => isOneSlip(word, said));
      if (near !== undefined) found.push({ value: near.value, start, end: words[i]!.end, probability: 0.8 });
    }
  }
  return found;
}

function waysOf(values: NonNullable<EntityPattern['values']>): { byFirst: Map<string, Way[]>; long: Way[] } {
  const made = known.get(values);
  if (made !== undefined) return made;
  const ways = values.flatMap(({ value, synonyms = [] }) =>
    [value, ...synonyms].map((each): Way => ({ value, said: (each.toLowerCase().match(WORD) ?? []).join(' ') })),
  );
  const byFirst = new Map<string, Way[]>();
  for (const way of ways) {
    const first = way.said.split(' ')[0]!;
    if (first !== '') byFirst.set(first, [...(byFirst.get(first) ?? []), way]);
  }
  const index = { byFirst, long: ways.filter(({ said }) => said.length >= FORGIVING && !said.includes(' ')) };
  known.set(values, index);
  return index;
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
}

/** Whether one insertion, deletion, replacement or swap of neighbours makes one word the other. The first letter must be right. */
function isOneSlip(a: string, b: string): boolean {
  if (a === b || a.charAt(0) !== b.charAt(0) || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a.charAt(start) === b.charAt(start)) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.charAt(a.length - 1 - end) === b.charAt(b.length - 1 - end))
    end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left === right.charAt(1) + right.charAt(0);
}
