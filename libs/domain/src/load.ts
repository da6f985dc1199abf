import { stat } from 'node:fs/promises';
import type { ConversationTest, OutsideAnswer } from './conversation-test';
import { checkWhole } from './check-whole';
import { Draft, readDomain } from './draft';
import { Findings } from './findings';
import { didYouMean, type Mistake, PackError } from './mistakes';
import type { Pack } from './pack';
import { readArticles } from './read-articles';
import { readBoundary, readQueues } from './read-boundary';
import { type Named, readEntities, readFacts, readIntents } from './read-language';
import { readPlaybooks } from './read-playbooks';
import { readTests } from './read-tests';
import { readTexts } from './read-texts';
import { readTools } from './read-tools';
import { readParts } from './steps-of-parts';
import { readFiles } from './sources';

/** Reads and checks a domain pack. Throws PackError with every mistake; warnings do not stop it. */
export async function loadPack(dir: string): Promise<Pack> {
  return (await read(dir)).pack;
}

/** The conversations of `tests/`. Throws PackError, also for mistakes elsewhere in the pack. */
export async function loadTests(dir: string): Promise<ConversationTest[]> {
  return [...(await read(dir)).tests];
}

/** A pack with its conversations and what the outside answers in them. Throws PackError. */
export const loadRehearsal = (dir: string, outsiders?: Outsiders): Promise<LoadedPack> => read(dir, outsiders);

export interface LoadedPack {
  readonly pack: Pack;
  readonly tests: readonly ConversationTest[];
  /** What the outside answers where a test says nothing else. */
  readonly outside: readonly OutsideAnswer[];
}

/** What this library does not know itself. */
export interface Outsiders {
  /** Names of events, `ReplyPrepared` and `desk.ReplyPrepared`: tests may expect no others. Absent: any. */
  readonly events?: ReadonlySet<string>;
}

/** Every error and warning of a pack, in the order of files and lines; empty for a good one. */
export async function checkPack(dir: string, outsiders: Outsiders = {}): Promise<Mistake[]> {
  const findings = new Findings();
  await readPack(dir, findings, outsiders);
  return findings.sorted();
}

async function read(dir: string, outsiders: Outsiders = {}): Promise<LoadedPack> {
  const findings = new Findings();
  const result = await readPack(dir, findings, outsiders);
  if (!result || findings.hasErrors) {
    throw new PackError(
      dir,
      findings.sorted().filter(({ severity }) => severity === 'error'),
    );
  }
  return result;
}

async function readPack(dir: string, findings: Findings, outsiders: Outsiders): Promise<LoadedPack | undefined> {
  const found = await stat(dir).catch(() => undefined);
  if (!found?.isDirectory()) {
    findings.add('.', { line: 1, column: 1 }, `there is no folder ${dir}`);
    return undefined;
  }
  const draft = new Draft(await readFiles(dir), findings);
  const domain = readDomain(draft);
  if (!domain) return undefined;
  const entities = readEntities(draft);
  const facts = readFacts(draft, entities);
  const tools = readTools(draft);
  const queues = readQueues(draft, domain);
  const read = readIntents(draft, domain, entities);
  const boundary = readBoundary(draft, queues.names, read.names);
  const around = {
    findings,
    languages: domain.languages,
    parts: readParts(draft),
    facts: byName(facts),
    tools: byName(tools),
    queues: queues.names,
  };
  const { playbooks, intents } = readPlaybooks(draft, read, around);
  const texts = readTexts(draft, domain);
  const articles = readArticles(draft, domain);
  const rehearsed = readTests(draft, around.tools, outsiders.events);
  checkWhole(draft, { facts, tools, queues, articles, languages: domain.languages });
  reportLeftOver(draft);
  if (!boundary) return undefined;
  const pack: Pack = {
    ...domain,
    version: draft.version(),
    intents,
    entities: entities.all,
    facts: facts.all,
    playbooks,
    tools: tools.all,
    articles,
    boundary,
    queues: queues.all,
    texts,
  };
  return { pack, ...rehearsed };
}

/** By name; undefined for what is there but broken. */
function byName<T extends { readonly name: string }>(named: Named<T>): ReadonlyMap<string, T | undefined> {
  return new Map([...named.names].map((name) => [name, named.all.find((item) => item.name === name)]));
}

const places = [
  'domain.yaml',
  'entities.yaml',
  'facts.yaml',
  'tools.yaml',
  'boundary.yaml',
  'queues.yaml',
  'texts.yaml',
];
const folders = ['intents', 'playbooks', 'knowledge', 'tests'];

/** A file in a folder with a misspelt name would simply not be there; say so. */
function reportLeftOver(draft: Draft): void {
  for (const file of draft.leftOver().filter((file) => !/^(README|LICENSE|CHANGELOG)/.test(file))) {
    const [first = '', second] = file.split('/');
    const suggestion = second === undefined ? didYouMean(first, places) : didYouMean(first, folders);
    const ending = folders.includes(first)
      ? `in ${first}/ only .${first === 'knowledge' ? 'md' : 'yaml'} files are read`
      : undefined;
    draft.findings.add(file, { line: 1, column: 1 }, 'nobody reads this file', {
      suggestion: suggestion && suggestion !== `did you mean "${first}"?` ? suggestion : ending,
      severity: 'warning',
    });
  }
}
