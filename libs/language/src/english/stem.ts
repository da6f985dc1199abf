/**
 * The stem of an English word in lower case: "deliveries", "delivered" and "delivery" share one.
 * M. F. Porter, "An algorithm for suffix stripping", 1980. Stems are for comparing, they are not always words.
 */
export function stem(word: string): string {
  if (word.length < 3 || word.length > 30) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stemmed = /^[a-z]+$/.test(word)
    ? tidyEnd(dropEnding(shorten(shorten(endWithI(dropTense(dropPlural(word))), LONG), SHORT)))
    : word;
  if (stems.size >= 20_000) stems.clear();
  stems.set(word, stemmed);
  return stemmed;
}

/** Words come again and again; stemming one takes microseconds. */
const stems = new Map<string, string>();

const C = '[^aeiou][^aeiouy]*';
const V = '[aeiouy][aeiou]*';
const MEASURE_1 = new RegExp(`^(${C})?${V}${C}`);
const MEASURE_ONLY_1 = new RegExp(`^(${C})?${V}${C}(${V})?$`);
const MEASURE_2 = new RegExp(`^(${C})?${V}${C}${V}${C}`);
const VOWEL = new RegExp(`^(${C})?[aeiouy]`);
const SHORT_END = new RegExp(`^${C}[aeiouy][^aeiouwxy]$`);

function dropPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function dropTense(word: string): string {
  if (word.endsWith('eed')) return MEASURE_1.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const start = /^(.+?)(?:ed|ing)$/.exec(word)?.[1];
  if (start === undefined || !VOWEL.test(start)) return word;
  if (/(?:at|bl|iz)$/.test(start)) return start + 'e';
  if (/([^aeiouylsz])\1$/.test(start)) return start.slice(0, -1);
  return SHORT_END.test(start) ? start + 'e' : start;
}

function endWithI(word: string): string {
  return word.endsWith('y') && VOWEL.test(word.slice(0, -1)) ? word.slice(0, -1) + 'i' : word;
}

type Endings = { pattern: RegExp; replacement: Record<string, string> };

function endings(replacement: Record<string, string>): Endings {
  return { pattern: new RegExp(`^(.+?)(${Object.keys(replacement).join('|')})$`), replacement };
}

const LONG = endings({
  ational: 'ate', tional: 'tion', enci: 'ence', anci: 'ance', izer: 'ize', bli: 'ble', alli: 'al', entli: 'ent', eli: 'e',
  ousli: 'ous', ization: 'ize', ation: 'ate', ator: 'ate', alism: 'al', iveness: 'ive', fulness: 'ful', ousness: 'ous',
  aliti: 'al', iviti: 'ive', biliti: 'ble', logi: 'log',
}); // prettier-ignore
const SHORT = endings({ icate: 'ic', ative: '', alize: 'al', iciti: 'ic', ical: 'ic', ful: '', ness: '' });

function shorten(word: string, { pattern, replacement }: Endings): string {
  const match = pattern.exec(word);
  if (match === null || !MEASURE_1.test(match[1]!)) return word;
  return match[1]! + replacement[match[2]!]!;
}

const LAST = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

function dropEnding(word: string): string {
  const start = LAST.exec(word)?.[1] ?? /^(.+?[st])ion$/.exec(word)?.[1];
  return start !== undefined && MEASURE_2.test(start) ? start : word;
}

function tidyEnd(word: string): string {
  if (word.endsWith('e')) {
    const start = word.slice(0, -1);
    if (MEASURE_2.test(start) || (MEASURE_ONLY_1.test(start) && !SHORT_END.test(start))) return start;
  }
  return word.endsWith('ll') && MEASURE_2.test(word) ? word.slice(0, -1) : word;
}
