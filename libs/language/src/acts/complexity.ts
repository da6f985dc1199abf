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

/** How hard the matter is, with the reasons. */
export function complexity(_input: ComplexityInput): Complexity {
  return { score: 0, reasons: [] };
}
