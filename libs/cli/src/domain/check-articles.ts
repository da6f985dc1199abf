import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article, Mistake, Pack } from '@attune/domain';
import { createPassageIndex, splitIntoPassages, type PassageIndex } from '@attune/language';

/** As far as a turn looks: passages that it gets. */
const lookedAt = 5;

/**
 * Articles for customers that nothing can find: over already, or neither their own title nor any example of any intent brings them up
 * among the passages that a turn gets. `now`: epoch ms.
 */
export function checkArticles(dir: string, { articles, intents }: Pack, now: number): Mistake[] {
  const index = createPassageIndex();
  const forCustomers = articles.filter(({ audience }) => audience === 'customers');
  for (const article of forCustomers) add(index, article);
  const asked = intents.flatMap(({ kind, label, examples }) => (kind === 'smalltalk' ? [] : [label, ...examples]));
  const found = new Set(asked.flatMap((text) => articlesFor(index, text)));
  return forCustomers.flatMap((article): Mistake[] => {
    const { id, title, validUntil } = article;
    const about = { file: `knowledge/${id.replace(/^art_/, '')}.md`, column: 1, severity: 'warning' as const };
    if (validUntil !== undefined && Date.parse(validUntil) <= now) {
      const what = `nobody can find this article any more: it was valid until ${validUntil.slice(0, 10)}`;
      return [
        { ...about, line: lineOf(dir, about.file, 'validUntil'), what, suggestion: 'take it out, or move the day' },
      ];
    }
    if (found.has(id) || articlesFor(index, tellingWords(title)).includes(id)) return [];
    const what = 'nothing finds this article: not its title, and no example of any intent';
    const suggestion = 'name in the title what customers would ask for';
    return [{ ...about, line: lineOf(dir, about.file, 'title'), what, suggestion }];
  });
}

function add(index: PassageIndex, { id: articleId, title, body, language }: Article): void {
  const passages = splitIntoPassages(body);
  index.add(passages.map(({ text }, place) => ({ id: `${articleId}#${place}`, articleId, title, text, language })));
}

/** Words that say what it is about; short ones hold no subject. */
const tellingWords = (title: string): string => (title.match(/[\p{L}\p{N}]{4,}/gu) ?? []).join(' ');

const articlesFor = (index: PassageIndex, text: string): string[] =>
  text === '' ? [] : index.search(text, lookedAt).map(({ passage }) => passage.articleId);

function lineOf(dir: string, file: string, key: string): number {
  const lines = readFileSync(join(dir, file), 'utf8').split('\n');
  return lines.findIndex((line) => line.startsWith(`${key}:`)) + 1 || 1;
}
