/** An amount of money. Without a currency in the text and the context, `currency` is missing. */
export interface Money {
  amount: number;
  /** ISO 4217 */
  currency?: string;
}

const SYMBOLS: Record<string, string> = {
  '€': 'EUR', $: 'USD', us$: 'USD', '£': 'GBP', '¥': 'JPY', '₹': 'INR', '₽': 'RUB', zł: 'PLN', 'a$': 'AUD', 'c$': 'CAD',
  euro: 'EUR', euros: 'EUR', eur: 'EUR', dollar: 'USD', dollars: 'USD', bucks: 'USD', usd: 'USD', pound: 'GBP', pounds: 'GBP',
  quid: 'GBP', gbp: 'GBP', sterling: 'GBP', chf: 'CHF', francs: 'CHF', yen: 'JPY', jpy: 'JPY', cad: 'CAD', aud: 'AUD', nzd: 'NZD',
  sek: 'SEK', nok: 'NOK', dkk: 'DKK', kr: 'SEK', pln: 'PLN', czk: 'CZK', huf: 'HUF', inr: 'INR', rupees: 'INR', cny: 'CNY',
}; // prettier-ignore
const NAMES = Object.keys(SYMBOLS)
  .map((name) => name.replace(/\$/g, '\\$'))
  .sort((a, b) => b.length - a.length)
  .join('|');
const AMOUNT = "\\d{1,3}(?:[., '\u00a0]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d{1,2})?";
const BEFORE = new RegExp(`(?<![\\p{L}\\p{N}])(${NAMES})\\s?(${AMOUNT})(?![\\p{N}])`, 'giu');
const AFTER = new RegExp(`(?<![\\p{L}\\p{N}.,])(${AMOUNT})\\s?(${NAMES})(?![\\p{L}\\p{N}])`, 'giu');

/** Amounts in a text that are looked for. */
const MOST = 50;

export interface AmountMatch<V> {
  value: V;
  start: number;
  end: number;
  probability: number;
}

export function findMoney(text: string, currency: string | undefined): AmountMatch<Money>[] {
  const found: AmountMatch<Money>[] = [];
  const add = (match: RegExpMatchArray, amount: string, name: string): void => {
    const start = match.index!;
    const end = start + match[0].length;
    if (found.length >= MOST || found.some((other) => start < other.end && other.start < end)) return;
    const said = SYMBOLS[name.toLowerCase()]!;
    // "$" and "kr" are many countries' money: the business's own, where it is one of them.
    const isOwn =
      currency !== undefined &&
      ((name === '$' && /^(?:USD|CAD|AUD|NZD|SGD|HKD|MXN)$/.test(currency)) ||
        (/^kr$/i.test(name) && /^(?:SEK|NOK|DKK|ISK)$/.test(currency)));
    found.push({
      value: { amount: amountOf(amount), currency: isOwn ? currency : said },
      start,
      end,
      probability: 0.96,
    });
  };
  for (const match of text.matchAll(BEFORE)) add(match, match[2]!, match[1]!);
  for (const match of text.matchAll(AFTER)) add(match, match[1]!, match[2]!);
  return [...found, ...bareAmounts(text, currency, found)];
}

/** "paid 19.99": two decimals, no currency. */
function bareAmounts(
  text: string,
  currency: string | undefined,
  taken: readonly AmountMatch<Money>[],
): AmountMatch<Money>[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}.,:/-])\d+[.,]\d{2}(?![\p{L}\p{N}%/:-]|[.,]\d)/gu)]
    .map((match) => ({
      value: { amount: amountOf(match[0]), ...(currency === undefined ? {} : { currency }) },
      start: match.index,
      end: match.index + match[0].length,
      probability: 0.6,
    }))
    .filter(({ start, end }) => !taken.some((other) => start < other.end && other.start < end));
}

/** "1.234,50" and "1,234.50" are the same: the last mark with one or two digits behind it is the decimal one. */
function amountOf(digits: string): number {
  const decimals = /[.,](\d{1,2})$/.exec(digits);
  const whole = (decimals === null ? digits : digits.slice(0, decimals.index)).replace(/\D/g, '');
  return Number(`${whole}.${decimals?.[1] ?? '0'}`);
}

const WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const DIGITS = /(?<![\p{L}\p{N}.,#-])-?\d{1,15}(?:[.,]\d+)*(?![\p{L}\p{N}])/gu;
const NUMBER_WORD = new RegExp(`(?<![\\p{L}\\p{N}])(?:${WORDS.join('|')}|dozen)(?![\\p{L}\\p{N}])`, 'giu');

export function findNumbers(text: string): AmountMatch<number>[] {
  const digits = [...text.matchAll(DIGITS)].map((match): AmountMatch<number> => {
    const isGrouped = /^-?\d{1,3}(?:[.,]\d{3})+$/.test(match[0]);
    const value = isGrouped ? Number(match[0].replace(/[.,]/g, '')) : Number(match[0].replace(',', '.'));
    return { value, start: match.index, end: match.index + match[0].length, probability: isGrouped ? 0.8 : 0.95 };
  });
  const words = [...text.matchAll(NUMBER_WORD)].map((match): AmountMatch<number> => {
    const word = match[0].toLowerCase();
    const value = word === 'dozen' ? 12 : WORDS.indexOf(word);
    // "the second one", "one of them" are no numbers.
    return { value, start: match.index, end: match.index + match[0].length, probability: word === 'one' ? 0.4 : 0.8 };
  });
  return [...digits, ...words].filter(({ value }) => Number.isFinite(value)).sort((a, b) => a.start - b.start);
}
