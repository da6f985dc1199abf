const number = String.raw`(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty)`;
const unit = '(?:minute|hour|working day|day|week|month|year)s?';

/** What kind of thing a question asks for → how a sentence looks that holds one. English; other languages go without. */
const kinds: readonly { asks: RegExp; holds: RegExp }[] = [
  {
    asks: /\bhow (?:long|soon|fast|late|many (?:hours|days|weeks|months|years))\b|\b(?:how much time|deadline|time limit)\b/i,
    holds: new RegExp(String.raw`\b${number}(?:\s+(?:to|or)\s+${number})?\s+${unit}\b`, 'i'),
  },
  {
    asks: /\b(?:how much|costs?|prices?|fees?|charges?|expensive)\b/i,
    holds: /[£$€]\s?\d|\b\d+\s?(?:eur|usd|gbp)\b|\bfree\b/i,
  },
  {
    asks: /\b(?:what time|opening hours|when (?:are|do) you (?:open|close))\b/i,
    holds: /\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b|\b\d{1,2}:\d\d\b/i,
  },
];

/** How a sentence looks that holds what is asked for; undefined where that cannot be told. */
export const expectedIn = (question: string): RegExp | undefined =>
  kinds.find(({ asks }) => asks.test(question))?.holds;
