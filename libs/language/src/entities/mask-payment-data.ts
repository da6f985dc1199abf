export interface MaskedText {
  text: string;
  /** How many things were masked. */
  masked: number;
}

/** 2 to 19 groups of digits with little between them; a plus before it makes it a telephone number. */
const DIGIT_RUN = /(?<![\d+])\d+(?:[ \u00a0.\-–]{1,3}\d+){0,40}/g;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const IBAN = /\b[A-Za-z]{2}\d{2}(?:[ \u00a0-]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])/g;
const CODE_NAME = '(?:cvv2?|cvc2?|csc|cid|security code|card code|verification (?:code|number|value))';
const CODE_AFTER = new RegExp(`(\\b${CODE_NAME}\\b[^\\d\\n•]{0,20})(?<!\\d)\\d{3,4}(?!\\d)`, 'gi');
const CODE_BEFORE = new RegExp(
  `(?<!\\d|• )\\d{3,4}(?!\\d)(\\s*(?:is|as|=|for|,)?\\s*(?:the|my)?\\s*\\b${CODE_NAME}\\b)`,
  'gi',
);
/** "card, expiry, code" in a row, without the word. */
const CODE_IN_ROW = /(•••• \d{4}[\s,;]+\d{2} ?\/ ?\d{2,4}[\s,;]+)\d{3,4}(?!\d)/g;

/**
 * The text without card numbers (Luhn-valid, 13–19 digits, also in groups), IBANs with a valid checksum, and card
 * security codes next to a word for them. Of numbers the last four digits stay: '•••• 4242'.
 */
export function maskPaymentData(text: string): MaskedText {
  let masked = 0;
  const count = (replacement: string): string => {
    masked++;
    return replacement;
  };
  const result = asciiDigits(text)
    .replace(IBAN, (found) => maskIban(found, count))
    .replace(DIGIT_RUN, (run, at: number, all: string) =>
      isWithinWord(all, at, run.length) ? run : maskCards(run, count),
    )
    .replace(CODE_AFTER, (_, before: string) => count(`${before}•••`))
    .replace(CODE_BEFORE, (_, after: string) => count(`•••${after}`))
    .replace(CODE_IN_ROW, (_, before: string) => count(`${before}•••`));
  return masked === 0 ? { text, masked } : { text: result, masked };
}

/** Full-width digits, as some keyboards type them, one for one. */
function asciiDigits(text: string): string {
  return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xff10 + 48));
}

function isWithinWord(text: string, at: number, length: number): boolean {
  return LETTER_OR_DIGIT.test(text.charAt(at - 1)) || LETTER_OR_DIGIT.test(text.charAt(at + length));
}

/** Cards among the groups of a run: at each place the longest that is one. */
function maskCards(run: string, count: (replacement: string) => string): string {
  const groups = [...run.matchAll(/\d+/g)].map((match) => ({
    digits: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  const digits = groups.map((group) => group.digits);
  let result = '';
  let copied = 0;
  for (let first = 0; first < groups.length; first++) {
    const last = lastOfCard(digits, first);
    if (last < 0) continue;
    result +=
      run.slice(copied, groups[first]!.start) +
      count(
        `•••• ${digits
          .slice(first, last + 1)
          .join('')
          .slice(-4)}`,
      );
    copied = groups[last]!.end;
    first = last;
  }
  return result + run.slice(copied);
}

function lastOfCard(groups: readonly string[], first: number): number {
  let digits = '';
  let found = -1;
  for (let last = first; last < groups.length; last++) {
    digits += groups[last]!;
    if (digits.length > 19) break;
    const sizes = groups.slice(first, last + 1).map((group) => group.length);
    if (digits.length >= 13 && isGroupedLikeCard(sizes) && isCard(digits)) found = last;
  }
  return found;
}

/** In one piece, or as on a card; four amounts in a row are not one. */
function isGroupedLikeCard(sizes: readonly number[]): boolean {
  return sizes.length === 1 || sizes.every((size, i) => (size >= 3 && size <= 7) || (i === sizes.length - 1 && i >= 3));
}

function isCard(digits: string): boolean {
  if (!/^[2-6]/.test(digits)) return false; // first digits that payment networks use
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9;
  }
  return sum % 10 === 0;
}

/** The match may have run on into the words behind it, so shorter beginnings are tried down to the least length. */
function maskIban(found: string, count: (replacement: string) => string): string {
  for (let end = found.length; end >= 15; end--) {
    if (end < found.length && /[A-Za-z0-9]/.test(found.charAt(end))) continue;
    const compact = found.slice(0, end).replace(/[^A-Za-z0-9]/g, '');
    if (compact.length >= 15 && hasIbanChecksum(compact.toUpperCase()))
      return count(`•••• ${compact.slice(-4)}`) + found.slice(end);
  }
  return found;
}

/** ISO 7064, mod 97-10. */
function hasIbanChecksum(iban: string): boolean {
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
