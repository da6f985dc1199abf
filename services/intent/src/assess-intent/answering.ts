import type { Snapshot } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { FoundEntity, RecognisedAct } from '@attune/language';

type Asked = Snapshot['asked'];

/** What we asked last and do not know yet. */
export function openAsks({ asked, facts }: Snapshot): Asked {
  const last = asked.at(-1);
  if (!last) return [];
  const known = new Set(facts.map(({ name }) => name));
  return asked.filter(({ fact, mode, turnId }) => turnId === last.turnId && (mode === 'confirm' || !known.has(fact)));
}

/** Words beside the answer that make a matter of their own possible: fewer are only part of the answer. */
const wordsOfAMatter = 4;

/** How a turn answers what we asked last. */
export interface Answering {
  answers: boolean;
  /** Nothing was said beside the answer. */
  only: boolean;
}

/**
 * "A-1042", "yes", "the blue one": short words that mean something against our question, whatever intent they look like.
 * `newMatter`: the words clearly are about something that was not brought forward before.
 */
export function answering(
  pack: Pack,
  asked: Asked,
  turn: { text: string; acts: readonly RecognisedAct[]; entities: readonly FoundEntity[]; newMatter: boolean },
): Answering {
  if (asked.length === 0) return { answers: false, only: false };
  const likely = (act: string) => turn.acts.some((one) => one.act === act && one.probability >= 0.5);
  const facts = asked.map(({ fact }) => pack.facts.find(({ name }) => name === fact));
  const filled = facts.some((fact) => fact?.entity && turn.entities.some(({ name }) => name === fact.entity));
  const yesOrNo = asked.some(({ mode }) => mode === 'confirm') && (likely('confirms') || likely('denies'));
  // A question without an entity is answered by whatever is said, unless that clearly is something else.
  const free = facts.some((fact) => fact && fact.entity === undefined) && !turn.newMatter && !likely('asks');
  const answers = filled || yesOrNo || likely('answers') || free;
  const rest = turn.entities.reduce((text, entity) => text.replace(entity.text, ' '), turn.text);
  const words = rest.match(/\p{L}+/gu)?.length ?? 0;
  return { answers, only: answers && (free || words <= wordsOfAMatter) };
}
