interface CodeMatch {
  value: string;
  start: number;
  end: number;
  probability: number;
}

/** Patterns of a pack are run over no more than this. */
const FAR = 2000;
const compiled = new Map<string, RegExp>();

/** What a pattern of the pack finds. */
export function findPatterns(text: string, pattern: string): CodeMatch[] {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(pattern, 'giud');
    compiled.set(pattern, expression);
  }
  return [...text.slice(0, FAR).matchAll(expression)]
    .filter(([all]) => all !== '')
    .map((match) => {
      const [start, end] = match.indices?.[1] ?? match.indices?.[0] ?? [match.index, match.index + match[0].length];
      return { value: text.slice(start, end).trim(), start, end, probability: 0.95 };
    });
}

const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,5}\p{L}{2,24}(?![\p{L}\p{N}])/gu;

export function findEmails(text: string): CodeMatch[] {
  return [...text.matchAll(EMAIL)].map((match) => ({
    value: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
    probability: 0.99,
  }));
}

const PHONE = /(?<![\p{L}\p{N}])(?:\+|00)?(?:\(?\d{1,5}\)?[ .\-/]{0,2}){2,7}\d{2,}(?![\p{L}\p{N}])/gu;
const PHONE_WORD = /(?:phone|mobile|cell|call me|tel|whatsapp|number is|reach me)\D{0,25}$/i;

export function findPhones(text: string): CodeMatch[] {
  return [...text.matchAll(PHONE)]
    .map((match) => {
      const digits = match[0].replace(/\D/g, '');
      const isPlus = match[0].startsWith('+') || match[0].startsWith('00');
      const isNamed = PHONE_WORD.test(text.slice(Math.max(0, match.index - 40), match.index));
      const isShaped = /[ ()./-]/.test(match[0]) || digits.startsWith('0');
      const probability = isPlus ? 0.97 : isNamed ? 0.95 : isShaped && digits.length >= 9 ? 0.8 : 0.45;
      const value = match[0].startsWith('00') ? `+${digits.slice(2)}` : (isPlus ? '+' : '') + digits;
      return { value, start: match.index, end: match.index + match[0].length, probability, count: digits.length };
    })
    .filter(({ count }) => count >= 7 && count <= 15)
    .map(({ value, start, end, probability }) => ({ value, start, end, probability }));
}

const NAMED_ORDER =
  /(?<!\p{L})(?:orders?|order ?(?:number|no|nr|id)|order-?(?:number|no|nr|id)|booking|reference|ref|number|no\.|nr\.|id)(?: ?(?:number|no\.?|nr\.?|id))?(?: is|:| was)? ?[:#]? ?(?:(?:is|was) )?#?((?:\p{L}{1,4}[- ]?)?\d[\p{L}\p{N}]*(?:-[\p{L}\p{N}]+){0,3})(?![\p{L}\p{N}])/giu;
const MARKED_ORDER = /#\s?((?:\p{L}{1,4}-?)?\d[\p{L}\p{N}-]{1,20})(?![\p{L}\p{N}])/gu;
const CODED_ORDER = /(?<![\p{L}\p{N}#.,/-])(\p{L}{1,4}-?\d{3,14}(?:-\d{1,8})?)(?![\p{L}\p{N}]|[.,/]\d)/gu;
const BARE_ORDER = /(?<![\p{L}\p{N}#.,/:@+-])(\d{4,14})(?![\p{L}\p{N}@%€$£]|[.,/:-]\d)/gu;

/** With a pattern, what it finds; else "order 1042", "#1042", "A-1042" and, less surely, a long number alone. */
export function findOrderNumbers(text: string, pattern: string | undefined): CodeMatch[] {
  const tidy = (match: CodeMatch): CodeMatch => ({ ...match, value: match.value.toUpperCase().replace(/[\s#]/g, '') });
  if (pattern !== undefined) return findPatterns(text, pattern).map(tidy);
  const forms: [RegExp, number][] = [
    [NAMED_ORDER, 0.95],
    [MARKED_ORDER, 0.93],
    [CODED_ORDER, 0.85],
    [BARE_ORDER, 0.6],
  ];
  return forms.flatMap(([form, probability]) =>
    [...text.matchAll(form)]
      .map((match) => {
        const end = match.index + match[0].length;
        return tidy({ value: match[1]!, start: end - match[1]!.length, end, probability });
      })
      .filter(({ value }) => /\d{2}/.test(value) && value.length >= 3 && !isUnit(value)),
  );
}

/** "3000ml", "20th", "12kg" after "order" are amounts. */
function isUnit(value: string): boolean {
  return /^\d+(?:ST|ND|RD|TH|KG|G|ML|L|CM|MM|M|KM|GB|MB|PM|AM|H|X)$/.test(value);
}
