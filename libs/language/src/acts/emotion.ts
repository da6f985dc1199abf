import { GOOD, NOT_GOOD, NOT_URGENT, PHRASES, URGENT } from './feelings';

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

/** How much a signal of a kind adds to dissatisfaction: who is bereaved need not be dissatisfied with us. */
const DISCONTENT: Record<EmotionKind, number> = {
  anger: 1,
  frustration: 0.9,
  sadness: 0.3,
  worry: 0.25,
  vulnerability: 0,
  legalThreat: 0.7,
  fraud: 0.25,
  bereavement: 0,
  hardship: 0.1,
  selfHarm: 0,
  leaving: 0.6,
};

/** Texts are read at their beginning and their end, so that time stays bounded. */
const FAR = 4000;
/** How far before a word its negation or strengthening may stand, in UTF-16 units. */
const BEFORE = 32;
const NEGATED =
  /(?:\b(?:not|never|without|hardly|no longer|neither|isn'?t|wasn'?t|aren'?t|don'?t|doesn'?t|didn'?t|won'?t|ain'?t)|\bno)(?: (?:been|be|feeling|at all|really|that|too|very|a|an|the|being|get|getting|any|so|going to|want to|mean to be|trying to be)){0,2} $/i;
/** "never been so angry", "not only annoyed": no negations. */
const STRESSED =
  /\b(?:never (?:been|felt|seen|had|experienced) (?:so|such|more|this|a more|anything (?:so|more))|not (?:only|just)|couldn'?t be more|why not|cannot be more) (?:a |an )?$/i;
const STRENGTHENED =
  /\b(?:very|so|extremely|really|absolutely|totally|completely|utterly|beyond|incredibly|truly|seriously) $/i;
const WEAKENED = /\b(?:a (?:little|bit|tad)|slightly|somewhat|kind of|a little bit|mildly) $/i;

/** How the customer feels, as far as the words, capitals and marks show. English; other languages show little here. */
export function emotion(text: string): Emotion {
  const read = text.length <= FAR ? text : text.slice(0, FAR);
  const hits = signalsIn(read.replace(/[’`]/g, "'"));
  const strongest = new Map<EmotionKind, EmotionSignal>();
  for (const hit of hits) if (hit.score > (strongest.get(hit.kind)?.score ?? 0)) strongest.set(hit.kind, hit);
  const signals = [...strongest.values()].sort((a, b) => b.score - a.score);
  return { dissatisfaction: dissatisfactionOf(read, hits), urgency: urgencyOf(read, strongest), signals };
}

function signalsIn(text: string): EmotionSignal[] {
  const signals: EmotionSignal[] = [];
  for (const { kind, score, pattern, canBeNegated } of PHRASES) {
    for (const match of text.matchAll(pattern)) {
      const before = text.slice(Math.max(0, match.index - BEFORE), match.index);
      if (canBeNegated && NEGATED.test(before) && !STRESSED.test(before)) continue;
      const factor = STRENGTHENED.test(before) ? 1.15 : WEAKENED.test(before) ? 0.6 : 1;
      signals.push({ kind, score: Math.min(1, score * factor), span: [match.index, match.index + match[0].length] });
    }
  }
  for (const match of text.matchAll(NOT_GOOD)) {
    signals.push({ kind: 'frustration', score: 0.65, span: [match.index, match.index + match[0].length] });
  }
  return signals;
}

/** Each thing said takes away part of the content that is left. Said twice in the same way, it counts less. */
function dissatisfactionOf(text: string, hits: readonly EmotionSignal[]): number {
  let content = 1;
  const times = new Map<EmotionKind, number>();
  for (const { kind, score } of [...hits].sort((a, b) => b.score - a.score)) {
    const earlier = times.get(kind) ?? 0;
    times.set(kind, earlier + 1);
    content *= 1 - Math.min(0.97, score * DISCONTENT[kind]) / (1 + earlier * 0.5);
  }
  content *= 1 - loudness(text);
  const isAngry = hits.some(({ kind, score }) => kind === 'anger' && score > 0.5);
  const kindness = isAngry ? 0 : goodWords(text, hits);
  return (1 - content) * (1 - Math.min(0.5, 0.35 * kindness));
}

function goodWords(text: string, hits: readonly EmotionSignal[]): number {
  const isTurned = (at: number): boolean => hits.some(({ span }) => span[0] <= at && at < span[1]);
  return [...text.matchAll(GOOD)].filter(({ index }) => !isTurned(index)).length;
}

/** Capitals and marks: 0 .. 0.5. Short words and codes are often in capitals without anybody shouting. */
function loudness(text: string): number {
  const letters = text.match(/\p{L}/gu) ?? [];
  const large = letters.filter((letter) => letter !== letter.toLowerCase()).length;
  const isShouting = letters.length >= 10 && large / letters.length > 0.75 && /\s/.test(text.trim());
  const shouted = text.match(/\p{Lu}{5,}/gu)?.length ?? 0;
  const capitals = isShouting ? 0.35 : shouted >= 1 ? 0.1 : 0;
  const marks = /[!?]*(?:!{2,}|\?{2,}|!\?|\?!)/.test(text) ? 0.15 : 0;
  const faces = /[😠😡🤬👿😤👎🖕]/u.test(text) ? 0.4 : 0;
  return 1 - (1 - capitals) * (1 - marks) * (1 - faces);
}

function urgencyOf(text: string, signals: ReadonlyMap<EmotionKind, EmotionSignal>): number {
  if (signals.has('selfHarm')) return 0.95;
  if (NOT_URGENT.test(text)) return 0.05;
  let calm = 1;
  for (const [pattern, weight] of URGENT) if (pattern.test(text)) calm *= 1 - weight;
  calm *= 1 - 0.6 * (signals.get('fraud')?.score ?? 0);
  calm *= 1 - 0.3 * (signals.get('worry')?.score ?? 0);
  return 1 - calm;
}
