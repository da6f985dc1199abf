export type EmotionKind =
  | 'anger'
  | 'frustration'
  | 'sadness'
  | 'worry'
  | 'vulnerability'
  | 'legalThreat'
  | 'fraud'
  | 'bereavement'
  | 'hardship'
  | 'selfHarm'
  | 'leaving';

export interface EmotionSignal {
  kind: EmotionKind;
  /** 0..1 */
  score: number;
  /** Where in the text, in UTF-16 units, end exclusive. */
  span: [number, number];
}

export interface Emotion {
  /** 0 content .. 1 furious. */
  dissatisfaction: number;
  /** 0 whenever .. 1 now. */
  urgency: number;
  /** At most one of a kind, strongest first. */
  signals: EmotionSignal[];
}

/** How the customer feels, as far as the words show. */
export function emotion(_text: string): Emotion {
  return { dissatisfaction: 0, urgency: 0, signals: [] };
}
