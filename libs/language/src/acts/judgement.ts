import type { DialogueAct, RecognisedAct } from './dialogue-acts';
import type { Emotion, EmotionKind } from './emotion';

/** Why a person should judge: no rule of a pack answers it, or no machine should. */
export type JudgementKind = 'negotiation' | 'exception' | 'dispute' | 'leaving' | 'emotion' | 'vulnerable' | 'legal';

export interface JudgementReason {
  kind: JudgementKind;
  /** 0..1 */
  score: number;
  /** Where in the text, in UTF-16 units, end exclusive. */
  span: [number, number];
}

export interface Judgement {
  /** 0..1: how much the turn asks for a person's judgement. */
  score: number;
  /** Strongest first. */
  reasons: JudgementReason[];
}

const ACTS: Partial<Record<DialogueAct, JudgementKind>> = {
  bargains: 'negotiation',
  asksException: 'exception',
  disputes: 'dispute',
  threatensToLeave: 'leaving',
};
const FEELINGS: Partial<Record<EmotionKind, JudgementKind>> = {
  selfHarm: 'vulnerable',
  bereavement: 'vulnerable',
  hardship: 'vulnerable',
  vulnerability: 'vulnerable',
  legalThreat: 'legal',
};
/** Dissatisfaction from which on the feeling itself asks for a person. */
const STRONG = 0.7;
const LEAST = 0.3;

/**
 * Whether a turn asks for judgement: negotiation, an exception, a dispute, somebody about to leave, strong or vulnerable feelings, a
 * legal threat. Set by judgement itself: nothing is learnt here. To ask for a person is an act of its own and not among the reasons.
 *
 * @param acts of `dialogueActs` @param felt of `emotion`, both of this text
 */
export function judgement(text: string, acts: readonly RecognisedAct[], felt: Emotion): Judgement {
  const reasons: JudgementReason[] = [];
  for (const { act, probability, evidence } of acts) {
    const kind = ACTS[act];
    if (kind) reasons.push({ kind, score: probability, span: evidence });
  }
  for (const { kind, score, span } of felt.signals) {
    const asks = FEELINGS[kind];
    if (asks) reasons.push({ kind: asks, score, span });
  }
  if (felt.dissatisfaction >= STRONG) {
    const [first] = felt.signals;
    reasons.push({ kind: 'emotion', score: felt.dissatisfaction, span: first?.span ?? [0, text.length] });
  }
  const kept = strongestOfEach(reasons).filter(({ score }) => score >= LEAST);
  // Each reason takes away part of what a rule could still settle.
  const score = 1 - kept.reduce((left, reason) => left * (1 - reason.score), 1);
  return { score: Math.min(0.99, score), reasons: kept };
}

function strongestOfEach(reasons: readonly JudgementReason[]): JudgementReason[] {
  const best = new Map<JudgementKind, JudgementReason>();
  for (const reason of reasons) if (reason.score > (best.get(reason.kind)?.score ?? 0)) best.set(reason.kind, reason);
  return [...best.values()].sort((a, b) => b.score - a.score);
}
