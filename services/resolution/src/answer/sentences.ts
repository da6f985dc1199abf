/** Sentences of a passage, as plain text. Each line is a paragraph, an item of a list or a row of a table; rows are left out. */
export function sentencesOf(passage: string): string[] {
  return passage
    .split(/\n+/)
    .map(plain)
    .filter((line) => line !== '' && !isRow(line))
    .flatMap((line) => line.split(/(?<=[.!?])\s+(?=\p{Lu}|\d|["“(])/u))
    .map((sentence) => (/[.!?:]$/.test(sentence) ? sentence : `${sentence}.`));
}

/** A row of a table reads badly without its table. */
const isRow = (line: string): boolean => !/[.!?:]$/.test(line) && (line.match(/,/g)?.length ?? 0) >= 2;

const plain = (line: string): string =>
  line
    .replace(/^\s*#{1,6}\s.*$/, '')
    .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}/g, '')
    .replace(/\s+/g, ' ')
    .trim();
