import type { Findings } from './findings';
import type { Text } from './playbook';
import type { TextShape } from './shapes';
import type { Path, YamlSource } from './sources';

/** One variant of a text, with its place in the file. */
export interface Variant {
  readonly path: Path;
  readonly template: string;
}

/** Brings the three ways of writing a text into one, and says which languages are not filled. */
export function readText(
  source: YamlSource,
  path: Path,
  written: TextShape,
  languages: readonly string[],
  findings: Findings,
): { text: Text; variants: Variant[] } {
  const [main = 'en'] = languages;
  const byLanguage = typeof written === 'string' || Array.isArray(written) ? { [main]: written } : written;
  const plain = byLanguage !== written;
  const variants: Variant[] = [];
  const text: Record<string, string[]> = {};
  for (const [language, said] of Object.entries(byLanguage)) {
    const base = plain ? path : [...path, language];
    if (!languages.includes(language)) findings.unknown(source, base, 'language', language, languages);
    text[language] = Array.isArray(said) ? said : [said];
    for (const [index, template] of text[language].entries()) {
      variants.push({ path: Array.isArray(said) ? [...base, index] : base, template });
    }
  }
  const missing = languages.filter((language) => !(language in text));
  if (missing.length > 0) findings.warn(source, path, `this text is not there in ${missing.join(', ')}`);
  return { text, variants };
}
