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
    effort: effortOf(known),
    why: known.why,
    promises: snapshot?.promises ?? [],
    nextStep: nextStepOf(trigger, matters[0]?.intent, known, pack),
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

/** What was said in this turn; failing that, what was brought forward most in this conversation. A thank-you is no matter. */
function mattersOf(assessment: Assessment | undefined, snapshot: Snapshot | undefined, pack: Pack): Brief['matters'] {
  const courtesies = new Set(pack.intents.filter(({ kind }) => kind === 'smalltalk').map(({ id }) => id));
  const isMatter = ({ intent }: { intent: string }) => !courtesies.has(intent);
  const said = (assessment?.matters ?? []).filter(isMatter).map(({ intent }) => intent);
  const before = (snapshot?.intents ?? [])
    .filter(isMatter)
    .sort((a, b) => b.count - a.count)
    .map(({ intent }) => intent);
  const intents = said.length > 0 ? said : before.slice(0, 1);
  return [...new Set(intents)].map((intent) => ({
    intent,
    goal: pack.intents.find(({ id }) => id === intent)?.description ?? '',
  }));
}

/** The snapshot was taken before the turn, which counts too. */
function effortOf({ snapshot, assessment, turn }: Known): Brief['effort'] {
  const { effort } = snapshot ?? {};
  if (!effort) return { turns: 0, repeats: 0, switches: 0, transfers: 0, waitingMs: 0 };
  const repeats = effort.repeats + ((assessment?.repeats ?? 0) > 1 ? 1 : 0);
  return turn ? { ...effort, turns: effort.turns + 1, repeats } : effort;
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
