import type {
  ActionInDoubt,
  DeliveryFailed,
  EventDeadLettered,
  PromiseDue,
  ResolutionExhausted,
  TurnOverdue,
} from '@attune/contracts';
import type { Pack } from '@attune/domain';
import { instant, type Decision } from '@attune/messaging';
import { evaluate, evidenceOf, type Fired } from '../boundary/evaluate';
import { scopeOf, type Trigger } from '../boundary/scope';
import { toolLabelOf } from '../brief/next-step';
import { decided, toQueue, type Request } from '../control';
import { newControl, withTried, type Control } from '../state';

/** Something else than a turn asks for a person. */
interface Asking {
  trigger: Trigger;
  /** The reason where no rule of the pack has a better one. */
  because: Fired;
  /** A rule of the pack that says `automation` is heard. */
  mayStay?: boolean;
  request?: Partial<Request>;
}

/** Rules of the pack look first (for reasons, queue and priority); without one the trigger itself is the reason. */
function askForPerson(before: Control, current: Control, asking: Asking, now: number, pack: Pack): Decision<Control> {
  const { verdict, decision } = judge(before, current, asking, now, pack);
  if (asking.mayStay && verdict.holder === 'automation')
    return { state: current, facts: [decided(before, current, decision, pack)] };
  const why = verdict.asking.length > 0 ? verdict.asking : [asking.because];
  const request: Request = {
    ...(verdict.queue !== undefined && { queue: verdict.queue }),
    ...(verdict.priority !== undefined && { priority: verdict.priority }),
    ...asking.request,
    decision: { ...decision, fired: unique([...decision.fired, ...why]) },
    why,
  };
  return toQueue(before, current, request, now, pack);
}

/**
 * What the last turn said on its own was heard when it came (and a person may have dealt with it since): only rules that fire because
 * of what has happened now decide.
 */
function judge(before: Control, current: Control, { trigger }: Pick<Asking, 'trigger'>, now: number, pack: Pack) {
  const scope = scopeOf(current, before, { trigger, ...current.last }, now, pack);
  const without = evaluate(pack.boundary, { ...scope, [trigger]: false });
  const verdict = evaluate(pack.boundary, scope, new Set(without.fired.map(({ rule }) => rule)));
  const { fired, nearly } = verdict;
  const evidence = evidenceOf(scope, verdict);
  return { verdict, decision: { trigger, fired, nearly, evidence, boundaryVersion: pack.boundary.version } };
}

const unique = (fired: Fired[]): Fired[] => [...new Map(fired.map((one) => [one.rule, one])).values()];

/** A person is on the way or there already: nobody else is asked for. */
const personAskedFor = ({ held }: Control): boolean => held.holder !== 'automation';

/**
 * A turn was not answered in time. With automation: a person, unless so many were asked for in the last minute that something is
 * down altogether; then nothing, and channel holds. With a person or the queue: the turn goes along with them.
 */
export function decideOnTurnOverdue(
  known: Control | undefined,
  { data }: TurnOverdue,
  recentOverdue: number,
  now: number,
  pack: Pack,
): Decision<Control> | undefined {
  const { conversationId, customerId, turn } = data;
  const before =
    known ??
    (conversationId && customerId ? newControl({ conversationId, customerId, addressId: turn.addressId }) : undefined);
  if (!before) return undefined;
  const current = { ...before, addressId: turn.addressId };
  const because = { rule: 'attune.overdue', reason: 'A message was not answered in time' };
  if (personAskedFor(before)) {
    // Automation may have had it when it came: then nobody has taken it along yet.
    if (before.last?.turn.turnId === turn.turnId && before.last.taken) return undefined;
    const { decision } = judge(before, current, { trigger: 'overdue' }, now, pack);
    return {
      state: current,
      facts: [decided(before, current, { ...decision, fired: unique([...decision.fired, because]) }, pack, { turn })],
    };
  }
  if (recentOverdue >= pack.limits.overdueHandoffsPerMinute) return undefined;
  const unreadTurn = before.last?.turn.turnId !== turn.turnId;
  return askForPerson(
    before,
    current,
    { trigger: 'overdue', because, request: { turnId: turn.turnId, late: true, unreadTurn } },
    now,
    pack,
  );
}

/** Automation knows no further way. Of an earlier epoch: somebody has taken over since, nothing changes. */
export function decideOnResolutionExhausted(
  known: Control | undefined,
  { data }: ResolutionExhausted,
  now: number,
  pack: Pack,
): Decision<Control> | undefined {
  const before = known ?? newControl(data);
  if (personAskedFor(before) || data.epoch < before.epoch) return undefined;
  const current = withTried(before, { what: `automation: ${data.why}`, outcome: data.reason, at: instant(now) });
  const because = { rule: `attune.exhausted.${data.why}`, reason: data.reason };
  const request = { turnId: data.turnId, ...(data.queue !== undefined && { queue: data.queue }) };
  return askForPerson(before, current, { trigger: 'exhausted', because, request }, now, pack);
}

/** Nobody can tell whether an action happened. A person looks; one who is there already finds it under what was tried. */
export function decideOnActionInDoubt(
  known: Control | undefined,
  { data }: ActionInDoubt,
  now: number,
  pack: Pack,
): Decision<Control> | undefined {
  if (!known) return undefined; // without control no action is started
  const tool = toolLabelOf(data.tool, pack);
  const current = withTried(known, { what: tool, outcome: `in doubt: ${data.reason}`, at: instant(now) });
  if (personAskedFor(known)) return { state: current };
  const because = { rule: 'attune.inDoubt', reason: `Nobody can tell whether this happened: ${tool}` };
  const request = data.turnId === undefined ? {} : { turnId: data.turnId };
  return askForPerson(known, current, { trigger: 'inDoubt', because, request }, now, pack);
}

/** What we said has not arrived. */
export function decideOnDeliveryFailed(
  known: Control | undefined,
  { data }: DeliveryFailed,
  now: number,
  pack: Pack,
): Decision<Control> | undefined {
  const { conversationId, customerId, addressId } = data;
  const before =
    known ?? (conversationId && customerId ? newControl({ conversationId, customerId, addressId }) : undefined);
  if (!before || personAskedFor(before)) return undefined;
  const because = { rule: 'attune.deliveryFailed', reason: `A message could not be delivered (${data.reason})` };
  return askForPerson(before, before, { trigger: 'deliveryFailed', because, mayStay: true }, now, pack);
}

/** The date of a promise has come. Always a ControlDecided; a person who promised is asked first. */
export function decideOnPromiseDue(
  known: Control | undefined,
  { data }: PromiseDue,
  now: number,
  pack: Pack,
): Decision<Control> | undefined {
  const before = known ?? newControl(data);
  const because = { rule: 'attune.promiseDue', reason: 'The date of a promise has come' };
  if (personAskedFor(before)) {
    const { decision } = judge(before, before, { trigger: 'promiseDue' }, now, pack);
    return {
      state: before,
      facts: [decided(before, before, { ...decision, fired: unique([...decision.fired, because]) }, pack)],
    };
  }
  const request = data.by.kind === 'person' ? { preferredAgentId: data.by.agentId } : {};
  return askForPerson(before, before, { trigger: 'promiseDue', because, mayStay: true, request }, now, pack);
}

/** A part of the conversation could not be processed. Dead letters about dead letters and about figures move nobody. */
export function decideOnEventDeadLettered(
  known: Control | undefined,
  { data }: EventDeadLettered,
  now: number,
  pack: Pack,
): Decision<Control> | undefined {
  if (data.service === 'insights' || data.origin.topic === 'attune.dead-letters') return undefined;
  const { conversationId, customerId, addressId } = data;
  const before =
    known ??
    (conversationId && customerId && addressId ? newControl({ conversationId, customerId, addressId }) : undefined);
  if (!before || personAskedFor(before)) return undefined;
  const because = {
    rule: 'attune.deadLetter',
    reason: `${data.service} could not process a part of this conversation`,
  };
  return askForPerson(before, before, { trigger: 'deadLetter', because, request: { unreadTurn: true } }, now, pack);
}
