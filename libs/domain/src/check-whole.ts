import type { Draft } from './draft';
import type { Article, Fact, Queue, Tool } from './pack';
import type { Named } from './read-language';
import type { YamlSource } from './sources';

interface Whole {
  readonly facts: Named<Fact>;
  readonly tools: Named<Tool>;
  readonly queues: { readonly all: readonly Queue[]; readonly source?: YamlSource | undefined };
  readonly articles: readonly Article[];
  readonly languages: readonly string[];
}

/** What only shows when all parts of a pack are read: things that stand there and that nothing leads to. */
export function checkWhole(draft: Draft, whole: Whole): void {
  const others = ['boundary.yaml', 'tools.yaml'].map((file) => draft.files.get(file) ?? '');
  const texts = [...draft.folder('playbooks', '.yaml').map(({ text }) => text), ...others];
  // Looked for in the text, so that a playbook or rule with a mistake in it still counts for what it names.
  const mentions = (key: string, name: string) =>
    texts.some((text) => new RegExp(`\\b${key}:\\s*["']?${name}\\b`).test(text));
  const warn = (source: YamlSource, path: readonly (string | number)[], what: string, suggestion?: string) => {
    const place = typeof path.at(-1) === 'string' ? source.placeOfKey(path) : source.placeOf(path);
    draft.findings.add(source.file, place, what, { suggestion, severity: 'warning' });
  };
  const { facts, tools, queues } = whole;
  for (const { name, entity } of facts.source ? facts.all : []) {
    // A fact with an entity is filled when a customer names one; any other only by a question.
    if (entity !== undefined || mentions('ask', name)) continue;
    const suggestion = 'ask for it in a playbook, name the entity that fills it, or take it out';
    warn(facts.source!, [name], `nobody fills "${name}": no step asks for it, and no entity does`, suggestion);
  }
  for (const { name } of tools.source ? tools.all : []) {
    if (mentions('call', name)) continue;
    const suggestion = 'call it in a playbook, or take it out';
    warn(tools.source!, [name], `nobody calls "${name}": no playbook has a step that does`, suggestion);
  }
  for (const { id } of queues.source ? queues.all : []) {
    if (mentions('queue', id)) continue;
    const index = (queues.source!.value as { id?: unknown }[]).findIndex((queue) => queue.id === id);
    warn(queues.source!, [index, 'id'], `nothing leads to the queue "${id}": no rule and no step names it`);
  }
  checkArticles(draft, whole);
}

function checkArticles(draft: Draft, { articles, languages }: Whole): void {
  const bodies = new Map<string, string>();
  const titles = new Map<string, string>();
  const add = (file: string, what: string, suggestion: string) =>
    draft.findings.add(file, { line: 1, column: 1 }, what, { suggestion, severity: 'warning' });
  for (const { id, title, body, language } of articles) {
    const file = `knowledge/${id.replace(/^art_/, '')}.md`;
    const name = `${language} ${title.trim().toLowerCase()}`;
    const [sameBody, sameTitle] = [bodies.get(body), titles.get(name)];
    if (sameBody !== undefined) add(file, `this article says the same as ${sameBody}`, 'keep one of them');
    else if (sameTitle !== undefined)
      add(file, `${sameTitle} has the same title: nobody can tell them apart`, 'say in the title what sets it apart');
    bodies.set(body, sameBody ?? file);
    titles.set(name, sameTitle ?? file);
  }
  for (const language of articles.length === 0 ? [] : languages) {
    if (articles.some((article) => article.language === language)) continue;
    add('domain.yaml', `no article is in ${language}, which is one of the languages`, 'write some, or take it out');
  }
}
