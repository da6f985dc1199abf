import type { Findings } from './findings';
import { didYouMean } from './mistakes';
import type { FieldType } from './pack';
import type { Path, Place, YamlSource } from './sources';
import { parseTemplate, type Placeholder, TemplateError } from './template';

/** What a template may name: a value of one type, a group with known fields (or null), or something nobody knows. */
export type Known = FieldType | { readonly fields: Names; readonly optional?: boolean } | 'anything';
export type Names = Readonly<Record<string, Known>>;

const needsFilter: Partial<Record<FieldType['type'], string>> = { money: 'money', date: 'date', list: 'list' };

/**
 * Checks a template against the names that are there. `guarded`: paths that a condition around it has asked for.
 * `as`: words that somebody reads, or a value that is handed on as it is.
 */
export function checkTemplate(
  source: YamlSource,
  path: Path,
  template: string,
  names: Names,
  findings: Findings,
  guarded: ReadonlySet<string> = new Set(),
  as: 'words' | 'value' = 'words',
): void {
  try {
    for (const part of parseTemplate(template)) if (typeof part !== 'string') check(part);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    findings.add(source.file, source.placeIn(path, error.at), error.message);
  }

  function check(part: Placeholder): void {
    const place = source.placeIn(path, part.at);
    let known: Known = { fields: names };
    for (const [depth, key] of part.path.entries()) {
      if (known === 'anything' || 'type' in known) break;
      const next: Known | undefined = known.fields[key];
      if (!next) {
        const inside = depth === 0 ? '' : ` in "${part.path.slice(0, depth).join('.')}"`;
        const suggestion = didYouMean(key, Object.keys(known.fields)) ?? knownAre(Object.keys(known.fields));
        return findings.add(source.file, place, `nothing is called "${key}"${inside} here`, { suggestion });
      }
      known = next;
      if (known !== 'anything' && known.optional) mayBeUnknown(part, part.path.slice(0, depth + 1).join('.'), place);
    }
    if (known !== 'anything' && 'type' in known) checkType(part, known.type, place);
  }

  function mayBeUnknown(part: Placeholder, written: string, place: Place): void {
    if (guarded.has(written) || part.filters.some(({ name }) => name === 'or')) return;
    findings.add(source.file, place, `"${written}" may be unknown here, and then nothing can be said`, {
      suggestion: `write {{ ${written} | or "…" }}, ask for it first, or put it under a when that asks for it`,
      severity: 'warning',
    });
  }

  function checkType(part: Placeholder, type: FieldType['type'], place: Place): void {
    const used = part.filters.map(({ name }) => name);
    const needed = needsFilter[type];
    if (as === 'value' || !needed || used.includes(needed) || (type === 'date' && used.includes('time'))) return;
    const written = part.path.join('.');
    findings.add(source.file, place, `"${written}" is a ${type} and would not read well as it is`, {
      suggestion: `write {{ ${written} | ${needed} }}`,
    });
  }
}

const knownAre = (names: readonly string[]): string =>
  names.length === 0 ? 'no names may be used here' : `known are ${names.join(', ')}`;
