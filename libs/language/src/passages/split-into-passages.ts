/** A part of an article, with the heading it stands under. */
export interface Section {
  /** From the second level down, outer headings first: 'Returns › Deadlines'. The first level is the article's title. */
  heading?: string;
  text: string;
}

/** Words a passage should have at most: enough for an answer, few enough to be quoted. */
const MOST_WORDS = 120;
/** A passage shorter than this is put to the one before it under the same heading. */
const FEW_WORDS = 25;

/** Lines longer than this are taken as they are: looking for markup in them could take long. */
const LONG = 2000;

interface Block {
  heading: string | undefined;
  text: string;
}

/** An article's Markdown in passages of about 120 words, cut at headings, paragraphs and sentences, as plain text. */
export function splitIntoPassages(markdown: string): Section[] {
  const sections: Section[] = [];
  let current: Block | undefined;
  const close = (): void => {
    if (current === undefined) return;
    const { heading, text } = current;
    sections.push(heading === undefined ? { text } : { heading, text });
    current = undefined;
  };
  for (const block of blocksOf(markdown).flatMap(cutLong)) {
    const isSame = current !== undefined && current.heading === block.heading;
    if (isSame && fits(current!.text, block.text)) current = { ...current!, text: `${current!.text}\n${block.text}` };
    else {
      close();
      current = block;
    }
  }
  close();
  return sections;
}

function fits(text: string, more: string): boolean {
  const count = wordsIn(text) + wordsIn(more);
  return count <= MOST_WORDS || (wordsIn(more) < FEW_WORDS && count <= MOST_WORDS + FEW_WORDS);
}

function wordsIn(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

/** Paragraphs, list items and table rows, each with the headings above it. */
function blocksOf(markdown: string): Block[] {
  const lines = markdown
    .replace(/\r\n?/g, '\n')
    .replace(/^\uFEFF?---\n[\s\S]*?\n---(?:\n|$)/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .split('\n');
  const blocks: Block[] = [];
  const headings: string[] = [];
  let lines_: string[] = [];
  let isCode = false;
  const close = (): void => {
    const text = lines_.join(' ').replace(/\s+/g, ' ').trim();
    lines_ = [];
    const heading = headings
      .slice(1)
      .filter((each) => each !== undefined && each !== '')
      .join(' › ');
    if (text !== '') blocks.push({ heading: heading === '' ? undefined : heading, text });
  };
  const open = (level: number, title: string): void => {
    close();
    headings.length = level - 1;
    headings[level - 1] = plain(title);
  };
  for (const line of lines) {
    if (/^\s*(?:```|~~~)/.test(line)) {
      close();
      isCode = !isCode;
      continue;
    }
    const heading = isCode ? null : /^ {0,3}(#{1,6})\s(.*)$/.exec(line);
    const underline = isCode || lines_.length !== 1 ? null : /^ {0,3}(=+|-{2,})\s*$/.exec(line);
    if (heading !== null) open(heading[1]!.length, heading[2]!.trim().replace(/(?<!#)#+$/, ''));
    else if (underline !== null) {
      const title = lines_.join(' ');
      lines_ = [];
      open(underline[1]!.startsWith('=') ? 1 : 2, title);
    } else if (/^\s*$/.test(line) || (/^[-*_\s]+$/.test(line) && /^\s*([-*_])\s*\1\s*\1/.test(line))) close();
    else {
      if (isCode || /^\s*(?:[-*+]|\d+[.)])\s|^\s*\|/.test(line)) close();
      const text = isCode ? line.trim() : plain(line);
      if (text !== '') lines_.push(text);
    }
  }
  close();
  return blocks;
}

/** A line without its markup: links and images become their words, table rows become a list of cells. */
function plain(line: string): string {
  if (/^[\s:|-]+$/.test(line) && line.includes('---')) return '';
  if (line.length > LONG) return line.trim();
  const text = line
    .replace(/^\s*(?:>\s?)+/, '')
    .replace(/^\s*[*+]\s+/, '- ')
    .trim()
    .replace(/!?\[([^\]]*)\](?:\([^)\s]*(?:\s+"[^"]*")?\)|\[[^\]]*\])/g, '$1')
    .replace(/<(https?:[^>\s]+|[^@\s<>]+@[^>\s]+)>/g, '$1')
    .replace(/<\/?[a-zA-Z][^<>]*>/g, '')
    .replace(/(\*\*|__|~~)(?=\S)(.+?)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_]+?)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/`([^`]+)`/g, '$1');
  return text.startsWith('|')
    ? text
        .replace(/^\||\|$/g, '')
        .split('|')
        .map((cell) => cell.trim())
        .filter(Boolean)
        .join(', ')
    : text;
}

/** A long paragraph in pieces of whole sentences, sentences longer than a passage in pieces of words. */
function cutLong({ heading, text }: Block): Block[] {
  if (wordsIn(text) <= MOST_WORDS) return [{ heading, text }];
  const sentences = text.split(/(?<=[.!?]["')\]]?)\s+(?=\S)/).flatMap((sentence) => {
    const words = sentence.split(' ');
    return Array.from({ length: Math.ceil(words.length / MOST_WORDS) }, (_, i) =>
      words.slice(i * MOST_WORDS, (i + 1) * MOST_WORDS).join(' '),
    );
  });
  const pieces: string[] = [];
  for (const sentence of sentences) {
    const last = pieces.at(-1);
    if (last !== undefined && wordsIn(last) + wordsIn(sentence) <= MOST_WORDS)
      pieces[pieces.length - 1] = `${last} ${sentence}`;
    else pieces.push(sentence);
  }
  return pieces.map((piece) => ({ heading, text: piece }));
}
