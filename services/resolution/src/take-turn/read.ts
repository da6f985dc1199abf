import type { Intent } from '@attune/domain';
import { takenUp, type Draft } from '../draft';
import type { MatterRef } from '../state';

/** A turn as a plan is made from it. */
export interface Reading {
  text: string;
  /** Acts more probable than not. */
  acts: ReadonlySet<string>;
  /** Intents that were said with some certainty, in the order in which they were assessed. */
  said: { intent: Intent; matter: MatterRef }[];
  /** All candidates, best first, for clarifying. */
  candidates: { intent: Intent; probability: number }[];
  entities: { name: string; value: unknown; text: string }[];
}

/** An intent counts as said from here on. */
const saidFrom = 0.3;
/** Beside an answer to our question only what is quite certain is a matter of its own. */
const saidBesideAnswerFrom = 0.6;

export function readTurn(draft: Draft): Reading {
  const { turn, assessment } = takenUp(draft);
  const personal = draft.personal.turns[turn.turnId];
  const { intents } = draft.env.pack;
  const candidates = assessment.candidates.flatMap(({ intent: id, probability }) => {
    const intent = intents.find((known) => known.id === id);
    return intent ? [{ intent, probability }] : [];
  });
  const probabilityOf = (id: string) => candidates.find(({ intent }) => intent.id === id)?.probability ?? 0;
  const said = assessment.matters.flatMap(({ matterId, intent: id }) => {
    const intent = intents.find((known) => known.id === id);
    const certain = assessment.noneOfThese < 0.5 && probabilityOf(id) >= saidFrom;
    return intent && certain ? [{ intent, matter: { matterId, intent: id } }] : [];
  });
  return {
    text: (personal?.messages ?? [])
      .map(({ text }) => text)
      .join('\n')
      .trim(),
    acts: actsOf(assessment.acts),
    said,
    candidates,
    entities: personal?.entities ?? [],
  };
}

function actsOf(acts: readonly { act: string; probability: number }[]): Set<string> {
  const probability = new Map(acts.map((one) => [one.act, one.probability]));
  const of = (act: string) => probability.get(act) ?? 0;
  // Nobody says yes and no at once: the likelier one counts.
  probability.delete(of('confirms') >= of('denies') ? 'denies' : 'confirms');
  return new Set([...probability].filter(([, likely]) => likely >= 0.5).map(([act]) => act));
}

/** What was said besides the answer to a question of ours: "A-1042" alone brings no matter of its own. */
export function besideAnswer(reading: Reading): Reading['said'] {
  const words = reading.entities.reduce((rest, { text }) => rest.replace(text, ''), reading.text);
  if (words.replace(/[^\p{L}]/gu, '').length < 12) return [];
  return reading.said.filter(({ intent }) => {
    const candidate = reading.candidates.find((one) => one.intent.id === intent.id);
    return (candidate?.probability ?? 0) >= saidBesideAnswerFrom;
  });
}
