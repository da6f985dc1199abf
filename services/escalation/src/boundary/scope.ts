import type { Assessment, BoundaryDecision, Snapshot, Turn } from '@attune/contracts';
import { timeScope, type BoundaryScope, type Pack } from '@attune/domain';
import type { Control } from '../state';

export type Trigger = BoundaryDecision['trigger'];

/** What the rules look at: the turn in question (or the last one), and what brought the conversation here. */
export interface Occasion {
  trigger: Trigger;
  turn?: Turn;
  snapshot?: Snapshot;
  assessment?: Assessment;
}

const moreLikelyThanNot = 0.5;

/** Everything that the rules of a pack may look at; `control` as it stands with this turn counted. */
export function scopeOf(control: Control, before: Control, occasion: Occasion, now: number, pack: Pack): BoundaryScope {
  const { trigger, turn, snapshot, assessment } = occasion;
  const best = assessment?.candidates[0];
  return {
    intent: {
      id: best?.intent ?? '',
      probability: best?.probability ?? 0,
      noneOfThese: assessment?.noneOfThese ?? (assessment ? 0 : 1),
    },
    intents: assessment?.matters.map(({ intent }) => intent) ?? [],
    acts: (assessment?.acts ?? []).filter(likely).map(({ act }) => act),
    emotion: {
      dissatisfaction: assessment?.emotion.dissatisfaction ?? 0,
      urgency: assessment?.emotion.urgency ?? 0,
      signals: signalsOf(assessment),
    },
    complexity: assessment?.complexity ?? { score: 0, reasons: [] },
    context: {
      turns: control.turns,
      repeats: assessment?.repeats ?? 0,
      failures: control.failures,
      transfers: snapshot?.effort.transfers ?? 0,
      openPromises: snapshot?.promises.length ?? 0,
      channel: turn?.channel ?? '',
      verified: snapshot?.verified ?? false,
      waitingMs: waitingMs(before, turn, now),
      holderBefore: before.held.holder,
      minutesSinceContact: minutesBetween(before.last?.turn, turn),
    },
    overdue: trigger === 'overdue',
    exhausted: trigger === 'exhausted',
    inDoubt: trigger === 'inDoubt',
    deliveryFailed: trigger === 'deliveryFailed',
    promiseDue: trigger === 'promiseDue',
    deadLetter: trigger === 'deadLetter',
    time: timeScope(pack.hours, pack.zone, new Date(now)),
  };
}

const likely = ({ probability }: { probability: number }) => probability > moreLikelyThanNot;

export const signalsOf = (assessment: Assessment | undefined): string[] =>
  (assessment?.emotion.signals ?? []).filter(({ score }) => score > moreLikelyThanNot).map(({ kind }) => kind);

/** While a person or the queue holds, the customer waits since the handoff; else since this turn was accepted. */
function waitingMs({ held }: Control, turn: Turn | undefined, now: number): number {
  const since = held.holder === 'queue' ? held.handoff.requestedAt : turn?.acceptedAt;
  return since === undefined ? 0 : Math.max(0, now - Date.parse(since));
}

function minutesBetween(last: Turn | undefined, turn: Turn | undefined): number {
  if (!last || !turn || last.turnId === turn.turnId) return 0;
  return Math.max(0, (Date.parse(turn.acceptedAt) - Date.parse(last.acceptedAt)) / 60_000);
}

/** Acts that are understood without an intent: an answer to our question, a thank-you, a wish for a person. */
const clearByThemselves = new Set([
  'answers',
  'confirms',
  'denies',
  'corrects',
  'thanks',
  'greets',
  'saysGoodbye',
  'asksForPerson',
  'stops',
]);

/** Neither an intent, nor an act that speaks for itself, nor anything named: automation has nothing to go on. */
export function notUnderstood(assessment: Assessment): boolean {
  if (assessment.failed !== undefined) return true;
  if ((assessment.candidates[0]?.probability ?? 0) >= assessment.noneOfThese) return false;
  return (
    assessment.entities.length === 0 && !assessment.acts.some((act) => likely(act) && clearByThemselves.has(act.act))
  );
}
