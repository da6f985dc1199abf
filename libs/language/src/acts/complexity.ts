export type ComplexityReason =
  'severalMatters' | 'long' | 'conditions' | 'exception' | 'uncertain' | 'earlierFailure' | 'negotiation' | 'dispute';

export interface ComplexityInput {
  text: string;
  /** How many intents were said. */
  intents: number;
  /** 0..1, of the intent assessment. */
  noneOfThese: number;
  /** How often the customer had to repeat themselves in this conversation. */
  repeats: number;
  /** How many entities were found in the text. */
  entities: number;
}

export interface Complexity {
  /** 0 simple .. 1 needs a person's judgement. */
  score: number;
  /** Weightiest first. */
  reasons: ComplexityReason[];
}

const CONDITIONS =
  /\b(?:if|unless|provided (?:that|you)|only (?:if|when)|in case|otherwise|depend(?:s|ing)|as long as|until then|whether)\b/gi;
const EXCEPTION =
  /\b(?:exceptions?|special (?:case|circumstances)|outside (?:of )?(?:the|your) (?:policy|period|deadline|window)|even though|despite|although|unusual|complicated|not (?:a )?(?:normal|standard|usual)|(?:past|after|missed|beyond) (?:the|your) (?:deadline|period|date))\b/gi;
const UNSURE =
  /\b(?:not (?:quite |really )?sure|don'?t (?:know|understand)|confus(?:ed|ing)|unclear|no idea|can'?t (?:tell|figure))\b/gi;
const FAILURE =
  /\b(?:already (?:told|tried|sent|asked|called|contacted|explained|said)|still (?:not|no|haven'?t|hasn'?t|doesn'?t|isn'?t|waiting)|(?:second|third|fourth|fifth|\d+(?:nd|rd|th)) time|tried (?:everything|that|it|again)|did(?:n'?t| not) (?:help|work)|(?:last|previous) (?:agent|person|time)|nobody|no one|keeps? (?:failing|happening|saying)|over and over|yet again)\b/gi;
const NEGOTIATION =
  /\b(?:discount|compensat\w*|goodwill|price ?match|match (?:the|that|their) price|better (?:price|deal|offer)|waive|(?:lower|reduce) (?:the|my) (?:price|fee|bill)|partial refund|make it (?:right|up to me)|what can you offer|for the (?:inconvenience|trouble)|meet me)\b/gi;
const DISPUTE =
  /\b(?:disput\w+|disagree|not true|you (?:said|promised|told me|agreed)|was (?:promised|told|assured)|that'?s (?:wrong|not right|not correct)|never (?:ordered|received|agreed|signed|got|authori[sz]ed)|did(?:n'?t| not) (?:agree|order|authori[sz]e|sign)|not my fault|refuse to pay|overcharged|chargeback|your (?:mistake|fault|error)|contradict\w*|unfair)\b/gi;

/** Texts are read this far; complexity shows long before. */
const FAR = 6000;

/** How hard the matter is, with the reasons: what each adds is weighed and combined so that several reasons never exceed 1. */
export function complexity(input: ComplexityInput): Complexity {
  const text = input.text.slice(0, FAR);
  const words = text.match(/\S+/g)?.length ?? 0;
  const found = (pattern: RegExp, first: number, more: number): number => {
    const count = text.match(pattern)?.length ?? 0;
    return count === 0 ? 0 : Math.min(0.6, first + more * (count - 1));
  };
  const weights: Record<ComplexityReason, number> = {
    severalMatters: input.intents < 2 ? 0 : Math.min(0.6, 0.15 + 0.15 * (input.intents - 1)),
    long:
      words < 50 && input.entities < 5 ? 0 : Math.min(0.4, 0.1 + words / 500 + 0.03 * Math.max(0, input.entities - 4)),
    conditions: found(CONDITIONS, 0.15, 0.1),
    exception: found(EXCEPTION, 0.3, 0.1),
    uncertain: Math.max(input.noneOfThese >= 0.4 ? 0.4 * input.noneOfThese : 0, found(UNSURE, 0.2, 0.1)),
    earlierFailure: Math.max(
      input.repeats > 0 ? Math.min(0.6, 0.2 + 0.12 * input.repeats) : 0,
      found(FAILURE, 0.25, 0.1),
    ),
    negotiation: found(NEGOTIATION, 0.3, 0.1),
    dispute: found(DISPUTE, 0.3, 0.1),
  };
  const given = (Object.entries(weights) as [ComplexityReason, number][]).filter(([, weight]) => weight > 0);
  return {
    score: 1 - given.reduce((rest, [, weight]) => rest * (1 - weight), 1),
    reasons: given.sort((a, b) => b[1] - a[1]).map(([reason]) => reason),
  };
}
