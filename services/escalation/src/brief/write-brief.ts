import type { Assessment, Brief, BriefPersonal, Exchange, Snapshot, Turn, TurnPersonal } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { Fired } from '../boundary/evaluate';
import { signalsOf, type Trigger } from '../boundary/scope';
import type { Tried } from '../state';
import { labelOf, nextStepOf } from './next-step';

/** Everything that a brief can be made from; what is absent ends up in `missing`. */
export interface Known {
  trigger: Trigger;
  why: Fired[];
  tried: Tried[];
  now: string;
  /** The turn that `snapshot` and `personal` belong to. */
  turn?: Turn;
  snapshot?: Snapshot;
  assessment?: Assessment;
  personal?: TurnPersonal;
  /** A turn is open whose words never came here. */
  unreadTurn?: boolean;
}

/** The clear part of a brief, with its completeness check. */
export function writeBrief(known: Known, pack: Pack): Brief {
  const { snapshot, assessment, trigger } = known;
  const matters = mattersOf(assessment, snapshot, pack);
  return {
    matters,
    facts: (snapshot?.facts ?? []).map(({ name, provenance }) => ({ name, label: labelOf(name, pack), provenance })),
    tried: triedOf(known, pack),
    mood: {
      dissatisfaction: assessment?.emotion.dissatisfaction ?? 0,
      urgency: assessment?.emotion.urgency ?? 0,
      trend: [...(snapshot?.mood ?? []), ...(assessment ? [assessment.emotion.dissatisfaction] : [])],
      signals: signalsOf(assessment),
    },
    effort: snapshot?.effort ?? { turns: 0, repeats: 0, switches: 0, transfers: 0, waitingMs: 0 },
    why: known.why,
    promises: snapshot?.promises ?? [],
    nextStep: nextStepOf(trigger, matters[0]?.intent, snapshot, pack),
    missing: missingOf(known, matters),
  };
}

function missingOf({ snapshot, assessment, personal, unreadTurn }: Known, matters: Brief['matters']): string[] {
  const missing: string[] = [];
  if (matters.length === 0) missing.push('matters');
  else if (matters.some(({ goal }) => goal === '')) missing.push('goal');
  if (!snapshot) missing.push('facts', 'effort', 'promises');
  if (!assessment || assessment.failed !== undefined) missing.push('mood');
  if (!personal) missing.push('conversation');
  else if (unreadTurn) missing.push('lastMessages');
  return missing;
}

/** What was said in this turn; failing that, what was brought forward most in this conversation. */
function mattersOf(assessment: Assessment | undefined, snapshot: Snapshot | undefined, pack: Pack): Brief['matters'] {
  const said = assessment?.matters.map(({ intent }) => intent) ?? [];
  const before = [...(snapshot?.intents ?? [])].sort((a, b) => b.count - a.count).map(({ intent }) => intent);
  const intents = said.length > 0 ? said : before.slice(0, 1);
  return [...new Set(intents)].map((intent) => ({
    intent,
    goal: pack.intents.find(({ id }) => id === intent)?.description ?? '',
  }));
}

/** What automation asked for, and what resolution reported. */
function triedOf({ snapshot, tried, turn, now }: Known, pack: Pack): Brief['tried'] {
  const provenance = new Map(snapshot?.facts.map((fact) => [fact.name, fact.provenance]));
  const asked = new Map(
    (snapshot?.asked ?? []).map(({ fact }) => [
      fact,
      {
        what: `asked for ${labelOf(fact, pack)}`,
        outcome: provenance.has(fact) ? 'answered' : 'not answered',
        at: provenance.get(fact)?.at ?? turn?.acceptedAt ?? now,
      },
    ]),
  );
  return [...asked.values(), ...tried];
}

/** The personal part: facts' values, promises' words, and the conversation with this turn at its end. */
export function personalOf(turn: Turn | undefined, personal: TurnPersonal | undefined): BriefPersonal | undefined {
  if (!personal) return undefined;
  const { facts, promises, recent, name } = personal.snapshot;
  const said = personal.messages.map(({ text }): Exchange => ({
    who: 'customer',
    ...(name !== undefined && { name }),
    text,
    at: turn?.acceptedAt ?? '',
  }));
  return { facts, promises, conversation: [...recent, ...(turn ? said : [])], ...(name !== undefined && { name }) };
}
