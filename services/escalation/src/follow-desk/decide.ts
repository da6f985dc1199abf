import type { ConversationClosed, ConversationReturned, HandoffAccepted, HandoffReleased } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import { instant, type Decision } from '@attune/messaging';
import type { Trigger } from '../boundary/scope';
import { decided, movedTo, systemDecision, withdrawn } from '../control';
import type { Control, Held } from '../state';

/** A person comes. Only who answers the current epoch gets it; everybody else learns that it is too late. */
export function decideOnHandoffAccepted(
  known: Control | undefined,
  { data, sealed }: HandoffAccepted,
  now: number,
  pack: Pack,
): Decision<Control> | undefined {
  if (!known) return undefined;
  const { handoffId, agentId, epoch } = data;
  const { held } = known;
  if (held.holder === 'person' && held.handoff.handoffId === handoffId && held.agentId === agentId) return undefined;
  if (held.holder !== 'queue' || held.handoff.handoffId !== handoffId || epoch !== known.epoch)
    return { state: known, facts: [withdrawn(known, handoffId, 'staleAcceptance', agentId)] };
  const state = {
    ...movedTo(known, { holder: 'person', handoff: held.handoff, agentId, since: instant(now) }),
    lastAgentId: agentId,
  };
  const why = because('accepted', 'A person has taken over', data, pack);
  // The block is the name of who it is, for the customer's page.
  return { state, facts: [decided(known, state, why, pack, sealed && { sealed })] };
}

/** The person is gone or gave it back: the queue holds again, the handoff stays the same. */
export function decideOnHandoffReleased(
  known: Control | undefined,
  { data }: HandoffReleased,
  pack: Pack,
): Decision<Control> | undefined {
  const held = heldBy(known, data);
  if (!known || !held) return undefined;
  const handoff = { ...held.handoff, ...(data.queue !== undefined && { queue: data.queue }) };
  const state = movedTo(known, { holder: 'queue', handoff });
  // Whoever went away is not asked for first.
  if (data.why === 'gone') delete state.lastAgentId;
  return {
    state,
    facts: [decided(known, state, because('released', releasedWhy[data.why] ?? releasedWhy.other, data, pack), pack)],
  };
}
const releasedWhy = {
  gone: 'The person who had taken over is gone',
  givenBack: 'The person gave the conversation back to the queue',
  transferred: 'The person passed the conversation on to another queue',
  overdue: 'The person has not answered in time',
  other: 'The person no longer holds the conversation',
};

/** The person hands back to automation. */
export const decideOnConversationReturned = (known: Control | undefined, event: ConversationReturned, pack: Pack) =>
  leave(known, event.data, { trigger: 'returned', reason: 'The person handed back' }, pack);

/** The person has closed the conversation; what comes next is automation's. */
export const decideOnConversationClosed = (known: Control | undefined, event: ConversationClosed, pack: Pack) =>
  leave(known, event.data, { trigger: 'closed', reason: 'The person closed the conversation' }, pack);

type Quote = Pick<HandoffReleased['data'], 'handoffId' | 'agentId' | 'epoch'>;

function leave(
  known: Control | undefined,
  quote: Quote,
  { trigger, reason }: { trigger: Trigger; reason: string },
  pack: Pack,
): Decision<Control> | undefined {
  if (!known) return undefined;
  if (!heldBy(known, quote)) {
    const refusal = `Refused: answers epoch ${quote.epoch}, the conversation is in epoch ${known.epoch}`;
    return {
      state: known,
      facts: [decided(known, known, because(trigger, refusal, quote, pack, 'attune.stale'), pack)],
    };
  }
  const state = movedTo(known, { holder: 'automation' });
  return { state, facts: [decided(known, state, because(trigger, reason, quote, pack), pack)] };
}

/** The person who holds, if it is the one who speaks, about this handoff and this epoch. */
function heldBy(
  known: Control | undefined,
  { handoffId, agentId, epoch }: Quote,
): Extract<Held, { holder: 'person' }> | undefined {
  const { held } = known ?? {};
  if (known?.epoch !== epoch || held?.holder !== 'person') return undefined;
  return held.agentId === agentId && held.handoff.handoffId === handoffId ? held : undefined;
}

/** The evidence is the quote that was answered, as it stood. */
function because(
  trigger: Trigger,
  reason: string,
  { handoffId, agentId, epoch }: Quote,
  pack: Pack,
  rule = `attune.${trigger}`,
) {
  return systemDecision(trigger, { rule, reason }, pack, { handoffId, agentId, epoch });
}
