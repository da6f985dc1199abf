import type { Domain, Draft } from './draft';
import type { Article } from './pack';
import { ArticleShape } from './shapes';
import { contentHash, type Source } from './sources';

/** knowledge/*.md: Markdown under a front matter. */
export function readArticles(draft: Draft, domain: Domain): Article[] {
  const sources = draft.folder('knowledge', '.md');
  const names = new Set(sources.map(({ file }) => file.replace(/^.*\//, '')));
  return sources.flatMap((source) => readArticle(draft, domain, source, names) ?? []);
}

function readArticle(draft: Draft, domain: Domain, file: Source, names: Set<string>): Article | undefined {
  const { findings } = draft;
  const opening = /^---\r?\n/.exec(file.text);
  const closing = /\r?\n---[ \t]*(\r?\n|$)/.exec(file.text.slice(3));
  if (!opening || !closing) {
    const what = opening ? 'the front matter has no end' : 'an article begins with a front matter';
    findings.add(file.file, { line: 1, column: 1 }, what, {
      suggestion: 'put title and owner between two lines of ---',
    });
    return undefined;
  }
  // The first line stays, as an empty one, so that lines count as in the file.
  const end = 3 + closing.index + closing[0].length;
  const source = draft.parse(file.file, file.text.slice(0, 3 + closing.index).replace('---', ''));
  const front = source && findings.read(source, [], source.value ?? {}, ArticleShape);
  if (!source || !front) return undefined;
  const body = file.text.slice(end).trim();
  if (body === '') findings.add(file.file, file.placeAt(end), 'this article says nothing');
  const language = front.language ?? domain.languages[0] ?? 'en';
  if (!domain.languages.includes(language)) {
    findings.unknown(source, ['language'], 'language', language, domain.languages);
  }
  const { validFrom, validUntil, version, ...rest } = front;
  if (validFrom !== undefined && validUntil !== undefined && Date.parse(validUntil) <= Date.parse(validFrom)) {
    findings.at(source, ['validUntil'], 'this article ends before it begins');
  }
  checkLinks(draft, file, end, names);
  return {
    id: `art_${file.stem}`,
    ...rest,
    language,
    version: version === undefined ? contentHash(file.text) : String(version),
    ...(validFrom === undefined ? {} : { validFrom: new Date(validFrom).toISOString() }),
    ...(validUntil === undefined ? {} : { validUntil: new Date(validUntil).toISOString() }),
    body,
  };
}

/** A link to a neighbour that is not there would be shown to customers. */
function checkLinks(draft: Draft, source: Source, from: number, names: ReadonlySet<string>): void {
  for (const match of source.text.slice(from).matchAll(/\]\(([^):#]+\.md)(#[^)]*)?\)/g)) {
    const target = match[1]?.replace(/^.*\//, '') ?? '';
    if (names.has(target)) continue;
    draft.findings.add(source.file, source.placeAt(from + match.index), `there is no article "${target}" to link to`);
  }
}
