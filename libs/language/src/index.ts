export type { Encoder } from './encoder';
export { trainIntents, type TrainingOptions } from './intents/train-intents';
export { loadIntentModel, saveIntentModel } from './intents/saved-model';
export type {
  IntentCandidate,
  IntentEvidence,
  IntentModel,
  IntentPart,
  IntentScores,
  LabelledText,
  TrainingMetrics,
} from './intents/intent-model';
export { dialogueActs, type DialogueAct, type DialogueContext, type RecognisedAct } from './acts/dialogue-acts';
export { findEntities, type EntityContext, type EntityPattern, type FoundEntity } from './entities/find-entities';
export { maskPaymentData, type MaskedText } from './entities/mask-payment-data';
export { emotion, type Emotion, type EmotionKind, type EmotionSignal } from './acts/emotion';
export { judgement, type Judgement, type JudgementKind, type JudgementReason } from './acts/judgement';
export { complexity, type Complexity, type ComplexityInput, type ComplexityReason } from './acts/complexity';
export { createPassageIndex, type Passage, type PassageHit, type PassageIndex } from './passages/passage-index';
export { createHybridIndex, type HybridIndex } from './passages/hybrid-index';
export { splitIntoPassages, type Section } from './passages/split-into-passages';
export {
  intentFigures,
  type Answer,
  type Confusion,
  type IntentFigures,
  type SuspiciousLabel,
} from './evaluation/intent-figures';
export { auroc, calibrationError, f1, quantile } from './evaluation/measures';
