import type { Pack } from '@attune/domain';
import {
  auroc,
  createHybridIndex,
  createPassageIndex,
  splitIntoPassages,
  type Passage,
  type PassageIndex,
} from '@attune/language';
import { encoderFor, packIn, textOf } from '../intents/intent-pack';
import { PlainError } from '../plain-error';
import { requireColumn } from '../tables/columns';
import { readTable, type Format } from '../tables/read-table';

export interface KnowledgeFlags {
  file: string;
  text?: string;
  format?: Format;
  article?: string;
  limit?: number;
  encoder?: string;
}

export function passagesIn({ articles }: Pick<Pack, 'articles'>): Passage[] {
  return articles.flatMap(({ id, title, body, language }) =>
    splitIntoPassages(body).map(({ text }, place) => ({ id: `${id}#${place}`, articleId: id, title, text, language })),
  );
}

/** Prints one line of JSON a query. */
export async function runKnowledgeSearch(dir: string, flags: KnowledgeFlags): Promise<void> {
  const pack = await packIn(dir);
  const { rows, textColumn } = queriesIn(flags);
  const encoder = encoderFor(flags.encoder);
  const index = encoder ? prepared(encoder, pack) : byWords(pack);
  for (const { cells } of rows) {
    const query = String(cells[textColumn] ?? '');
    const hits = index.search(query, flags.limit ?? 5);
    const passages = hits.map(({ passage, score, matched }) => ({
      article: passage.articleId,
      title: passage.title,
      text: passage.text,
      score,
      matched,
    }));
    console.log(JSON.stringify({ query, answerable: index.answerable(query, hits), passages }));
  }
}

/** How well one index finds. Shares are 0..1. */
export interface SearchFigures {
  recallAt1: number;
  recallAt3: number;
  recallAt10: number;
  reciprocalRank: number;
  /** That an answerable query is above one that no article answers; where there are both. */
  answerableAuroc?: number;
  queriesASecond: number;
}

/** Prints the figures by words alone and, where there is an encoder, with it. */
export async function runKnowledgeEvaluate(dir: string, flags: KnowledgeFlags): Promise<void> {
  const pack = await packIn(dir);
  const { rows, textColumn } = queriesIn(flags);
  const column = flags.article ?? 'article';
  const queries = rows.map(({ cells, line }) => ({
    text: String(cells[textColumn] ?? ''),
    article: articleNamed(pack, String(cells[column] ?? '').trim(), `${flags.file}:${line}`),
  }));
  const encoder = encoderFor(flags.encoder);
  const figures: Record<string, SearchFigures> = { words: figuresOf(byWords(pack), queries) };
  if (encoder) {
    const index = prepared(encoder, pack);
    encoder.isMeasuring = true;
    figures['words and meaning'] = figuresOf(index, queries);
  }
  console.log(JSON.stringify({ pack: pack.id, queries: queries.length, figures }, null, 2));
}

function queriesIn({ file, format, text }: KnowledgeFlags) {
  const table = readTable(file, textOf(file), format);
  return { rows: table.rows, textColumn: requireColumn(table, 'text', '--text', text) };
}

function articleNamed({ articles }: Pack, name: string, where: string): string | undefined {
  if (name === '' || name === 'none') return undefined;
  const found = articles.find(({ id }) => id === name || id === `art_${name.replace(/\.md$/, '')}`);
  if (found) return found.id;
  throw new PlainError(
    `${where} names the article "${name}", and the pack has none of that name.`,
    `It has ${articles
      .slice(0, 5)
      .map(({ id }) => id)
      .join(', ')}${articles.length > 5 ? ', …' : ''}.`,
  );
}

function byWords(pack: Pack): PassageIndex {
  const index = createPassageIndex();
  index.add(passagesIn(pack));
  return index;
}

function prepared(encoder: Parameters<typeof createHybridIndex>[0], pack: Pack): PassageIndex {
  const index = createHybridIndex(encoder);
  index.add(passagesIn(pack));
  index.prepare(Infinity);
  return index;
}

const looked = 10;
/** Passages that are asked for: several may belong to one article. */
const passagesLooked = 40;

export function figuresOf(
  index: PassageIndex,
  queries: readonly { text: string; article: string | undefined }[],
): SearchFigures {
  const started = performance.now();
  const seen = queries.map(({ text, article }) => {
    const hits = index.search(text, passagesLooked);
    const found = [...new Set(hits.map(({ passage }) => passage.articleId))].slice(0, looked);
    return {
      article,
      rank: article === undefined ? -1 : found.indexOf(article),
      answerable: index.answerable(text, hits),
    };
  });
  const seconds = (performance.now() - started) / 1000;
  const known = seen.filter(({ article }) => article !== undefined);
  const recallAt = (most: number) =>
    known.filter(({ rank }) => rank >= 0 && rank < most).length / Math.max(1, known.length);
  const scores = (isKnown: boolean) =>
    seen.filter(({ article }) => (article !== undefined) === isKnown).map(({ answerable }) => answerable);
  const area = auroc(scores(true), scores(false));
  return {
    recallAt1: recallAt(1),
    recallAt3: recallAt(3),
    recallAt10: recallAt(10),
    reciprocalRank:
      known.reduce((sum, { rank }) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0) / Math.max(1, known.length),
    ...(Number.isFinite(area) && { answerableAuroc: area }),
    queriesASecond: queries.length / seconds,
  };
}
