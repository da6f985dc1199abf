import type { Findings } from './findings';
import { readHours } from './read-hours';
import { ChannelShapes, DomainShape } from './shapes';
import { contentHash, Source, YamlSource } from './sources';

/** The files of a pack while they are read: each reader takes the ones of its folder. */
export class Draft {
  readonly #taken = new Set<string>();

  constructor(
    readonly files: ReadonlyMap<string, string>,
    readonly findings: Findings,
  ) {}

  /** One YAML file. Missing: a mistake where it is needed; broken: its mistakes. Then undefined. */
  yaml(file: string, need: 'needed' | 'optional'): YamlSource | undefined {
    this.#taken.add(file);
    const text = this.files.get(file);
    if (text === undefined) {
      if (need === 'needed') this.findings.add(file, { line: 1, column: 1 }, `the pack has no ${file}`);
      return undefined;
    }
    return this.parse(file, text);
  }

  /** Every file of a folder with one of these endings; others there are left for `leftOver`. */
  folder(name: string, ending: string): Source[] {
    const names = [...this.files.keys()].filter((file) => file.startsWith(`${name}/`) && file.endsWith(ending));
    return names.map((file) => {
      this.#taken.add(file);
      return new Source(file, this.files.get(file) ?? '');
    });
  }

  yamlFolder(name: string): YamlSource[] {
    return this.folder(name, '.yaml').flatMap(({ file, text }) => this.parse(file, text) ?? []);
  }

  parse(file: string, text: string): YamlSource | undefined {
    const source = new YamlSource(file, text);
    if (!source.syntax) return source;
    const { what, place, suggestion } = source.syntax;
    this.findings.add(file, place, what, { suggestion });
    return undefined;
  }

  /** Files that nobody reads. */
  leftOver(): string[] {
    return [...this.files.keys()].filter((file) => !this.#taken.has(file));
  }

  version(): string {
    return contentHash(...[...this.files].flat());
  }
}

/** domain.yaml: who this business is and how its channels keep time. Undefined where it cannot be read at all. */
export function readDomain(draft: Draft) {
  const { findings } = draft;
  const source = draft.yaml('domain.yaml', 'needed');
  const domain = source && findings.read(source, [], source.value, DomainShape);
  if (!source || !domain) return undefined;
  for (const [index, language] of domain.languages.entries()) {
    if (!isLanguage(language)) {
      findings.at(source, ['languages', index], `"${language}" is not a language code`, 'such as en or pt-BR');
    }
  }
  if (!isZone(domain.zone)) {
    findings.at(source, ['zone'], `"${domain.zone}" is not a time zone`, 'such as Europe/London');
  }
  const channels = { chat: readChannel('chat'), email: readChannel('email') };
  // What is no language is one mistake, not one in every text.
  const languages = domain.languages.filter(isLanguage);
  return { ...domain, languages, channels, hours: readHours(source, ['hours'], domain.hours, findings) };

  function readChannel(name: 'chat' | 'email') {
    const shape = ChannelShapes[name];
    const path = ['channels', name];
    const read = source && findings.read(source, path, domain?.channels[name] ?? {}, shape);
    const timing = read ?? shape.parse({});
    if (source && timing.holdingMs <= timing.overdueMs) {
      findings.at(
        source,
        path,
        `"${name}": holdingMs must be later than overdueMs`,
        'a notice only makes sense after that',
      );
    }
    if (source && timing.maxBurstMs < timing.quietMs) {
      findings.at(source, path, `"${name}": maxBurstMs must not be shorter than quietMs`);
    }
    return timing;
  }
}
export type Domain = NonNullable<ReturnType<typeof readDomain>>;

function isLanguage(code: string): boolean {
  try {
    return /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(code) && Intl.getCanonicalLocales(code).length === 1;
  } catch {
    return false;
  }
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
