import type { IntentAssessed, TurnPersonal } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { Decision } from '@attune/messaging';
import { learnedSince, namedIn, withFacts } from '../brief/known-facts';
import { evaluate, evidenceOf, type Fired, type Verdict } from '../boundary/evaluate';
import { notUnderstood, scopeOf } from '../boundary/scope';
import { decided, toQueue } from '../control';
import { boundedTurn, newControl, type Control } from '../state';

/** So often in a row a decision may be uncertain before a person looks. */
const uncertainLimit = 2;
export const uncertainRule = 'attune.uncertain';

/** The boundary's answer to a turn: exactly one ControlDecided, and a handoff where the rules say person. */
export function decideControl(
  known: Control | undefined,
  assessed: IntentAssessed,
  now: number,
  pack: Pack,
): Decision<Control> {
  const { conversationId, customerId, turn, snapshot, assessment } = assessed.data;
  const before = known ?? newControl({ conversationId, customerId, addressId: turn.addressId });
  const counted = withTurn(before, assessed, pack);
  const scope = scopeOf(counted, before, { trigger: 'turn', turn, snapshot, assessment }, now, pack);
  const verdict = evaluate(pack.boundary, scope);
  const unsure = assessment.failed !== undefined || Object.keys(verdict.notEvaluated).length > 0;
  const judged: Control = { ...counted, uncertain: unsure ? before.uncertain + 1 : 0 };
  const stays = before.held.holder !== 'automation' || !asksForPerson(verdict, judged);
  const current = stays && before.held.holder === 'automation' ? judged : takenAlong(judged);
  const doubt = uncertainty(current);
  const fired = [...verdict.fired, ...doubt];
  const decision = {
    trigger: 'turn' as const,
    fired,
    nearly: verdict.nearly,
    evidence: evidenceOf(scope, verdict),
    boundaryVersion: pack.boundary.version,
  };
  const carried = { turn, snapshot, assessment, ...(assessed.sealed && { sealed: assessed.sealed }) };
  if (stays) return { state: current, facts: [decided(before, current, decision, pack, carried)] };
  return toQueue(
    before,
    current,
    {
      decision,
      why: [...verdict.asking, ...doubt],
      ...(verdict.queue !== undefined && { queue: verdict.queue }),
      ...(verdict.priority !== undefined && { priority: verdict.priority }),
      turnId: turn.turnId,
      carried,
      ...(assessed.personal && { personal: withKnownFacts(assessed.personal, current) }),
    },
    now,
    pack,
  );
}

const takenAlong = (control: Control): Control =>
  control.last ? { ...control, last: { ...control.last, taken: true } } : control;

const asksForPerson = ({ holder }: Verdict, { uncertain }: Control): boolean =>
  holder === 'person' || uncertain >= uncertainLimit;

function uncertainty({ uncertain }: Control): Fired[] {
  if (uncertain === 0) return [];
  const reason =
    uncertain < uncertainLimit
      ? 'What the customer wants could not be judged; the next time a person looks'
      : 'What the customer wants could not be judged, more than once in a row';
  return [{ rule: uncertainRule, reason }];
}

/** The whole words of the turn, with every fact that is known by now. */
const withKnownFacts = (words: TurnPersonal, { personal }: Control): TurnPersonal => ({
  ...words,
  snapshot: { ...words.snapshot, facts: personal?.turn.snapshot.facts ?? words.snapshot.facts },
});

/** The conversation with this turn counted and remembered for a later brief. */
function withTurn(control: Control, assessed: IntentAssessed, pack: Pack): Control {
  const { data, personal, sealed } = assessed;
  const { turn, snapshot, assessment } = data;
  const counted: Control = {
    ...control,
    addressId: turn.addressId,
    customerId: data.customerId,
    turns: control.turns + 1,
    failures: notUnderstood(assessment) ? control.failures + 1 : 0,
    last: { turn, snapshot, assessment },
    ...(personal && sealed && { kid: sealed.kid, personal: { turn: boundedTurn(personal) } }),
  };
  return withFacts(counted, [...learnedSince(control, assessed), ...namedIn(assessed, pack)]);
}
