import {
  controlDecided,
  deriveId,
  handoffRequested,
  handoffWithdrawn,
  type Assessment,
  type BoundaryDecision,
  type ControlDecided,
  type HandoffWithdrawn,
  type SealedBlock,
  type Snapshot,
  type Turn,
  type TurnPersonal,
} from '@attune/contracts';
import type { Pack } from '@attune/domain';
import { fact, instant, type Decision, type Fact } from '@attune/messaging';
import { chooseQueue } from './boundary/choose-queue';
import type { Fired } from './boundary/evaluate';
import type { Trigger } from './boundary/scope';
import { personalOf, writeBrief } from './brief/write-brief';
import type { Control, Handoff, Held } from './state';

/** What a ControlDecided carries on: the turn, and the block of what it was decided on, unchanged. */
export interface Carried {
  turn?: Turn;
  snapshot?: Snapshot;
  assessment?: Assessment;
  sealed?: SealedBlock;
}

/** ControlDecided: how it was before, how it is now, and why. */
export function decided(
  before: Control,
  after: Control,
  decision: BoundaryDecision,
  pack: Pack,
  carried: Carried = {},
): Fact {
  const { sealed, ...turn } = carried;
  const { held } = after;
  const data: ControlDecided['data'] = {
    ...idsOf(after),
    holder: held.holder,
    previous: before.held.holder,
    epoch: after.epoch,
    ...turn,
    decision,
    authority: authorityOf(held, pack),
    ...(held.holder !== 'automation' && { handoffId: held.handoff.handoffId }),
    ...(held.holder === 'person' && { agentId: held.agentId }),
  };
  return fact(controlDecided, data, { controlEpoch: after.epoch, ...(sealed && { sealed }) });
}

/** The holder changes: the epoch rises, always together. */
export const movedTo = (control: Control, held: Held): Control => ({ ...control, epoch: control.epoch + 1, held });

export const idsOf = ({ conversationId, customerId, addressId }: Control) => ({
  conversationId,
  customerId,
  addressId,
});

/** A decision that no rule of the pack took part in: the reason is a rule of the system itself. */
export const systemDecision = (
  trigger: Trigger,
  why: Fired,
  pack: Pack,
  evidence: Record<string, unknown> = {},
): BoundaryDecision => ({
  trigger,
  fired: [why],
  nearly: [],
  evidence,
  boundaryVersion: pack.boundary.version,
});

function authorityOf({ holder }: Held, { tools, boundary }: Pack): ControlDecided['data']['authority'] {
  const gather = holder === 'queue' && boundary.defaults.gather;
  const allowed = tools.filter(({ effect }) => holder === 'automation' || (gather && effect === 'read'));
  return { tools: allowed.map(({ name }) => name), gather };
}

/** Why a person is asked for, and where. */
export interface Request {
  decision: BoundaryDecision;
  /** Reasons in the brief; at least one. */
  why: Fired[];
  queue?: string;
  priority?: number;
  preferredAgentId?: string;
  /** The turn that the handoff answers, and the words that are known. */
  turnId?: string;
  unreadTurn?: boolean;
  late?: boolean;
  carried?: Carried;
  personal?: TurnPersonal;
}

/** From automation to the queue: ControlDecided, then HandoffRequested with the brief. */
export function toQueue(
  before: Control,
  current: Control,
  request: Request,
  now: number,
  pack: Pack,
): Decision<Control> {
  const language = pack.languages[0] ?? 'en';
  const epoch = current.epoch + 1;
  const { queue: wanted = pack.boundary.defaults.queue, priority = pack.boundary.defaults.priority } = request;
  const handoff: Handoff = {
    handoffId: deriveId('hnd', current.conversationId, epoch),
    queue: chooseQueue(pack, wanted, language, now),
    priority,
    requestedAt: instant(now),
    reasons: request.why.map(({ rule, reason }) => ({ rule, reason })),
    ...(request.late && request.turnId !== undefined && { lateTurnId: request.turnId }),
  };
  const state = movedTo(current, { holder: 'queue', handoff });
  return {
    state,
    facts: [
      decided(before, state, request.decision, pack, request.carried),
      requested(state, handoff, language, request, now, pack),
    ],
  };
}

function requested(
  state: Control,
  handoff: Handoff,
  language: string,
  request: Request,
  now: number,
  pack: Pack,
): Fact {
  const { turn, snapshot, assessment } = state.last ?? {};
  const words = request.personal ?? state.personal?.turn;
  const known = { turn, snapshot, assessment, personal: words };
  const brief = writeBrief(
    {
      trigger: request.decision.trigger,
      why: request.why,
      tried: state.tried,
      now: instant(now),
      ...defined(known),
      unreadTurn: request.unreadTurn ?? false,
    },
    pack,
  );
  const preferredAgentId = request.preferredAgentId ?? state.lastAgentId;
  // Without a key nothing personal was ever kept here, and there is nothing to seal.
  const personal = state.kid === undefined ? undefined : personalOf(turn, words);
  return fact(
    handoffRequested,
    {
      ...idsOf(state),
      handoffId: handoff.handoffId,
      epoch: state.epoch,
      ...(request.turnId !== undefined && { turnId: request.turnId }),
      queue: handoff.queue,
      priority: handoff.priority,
      language,
      ...(preferredAgentId !== undefined && { preferredAgentId }),
      requestedAt: handoff.requestedAt,
      brief,
    },
    { controlEpoch: state.epoch, ...(personal && { personal }) },
  );
}

export const withdrawn = (
  state: Control,
  handoffId: string,
  why: HandoffWithdrawn['data']['why'],
  agentId?: string,
): Fact =>
  fact(
    handoffWithdrawn,
    { ...idsOf(state), handoffId, epoch: state.epoch, ...(agentId !== undefined && { agentId }), why },
    { controlEpoch: state.epoch },
  );

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const defined = <T extends object>(given: T): Defined<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>;
