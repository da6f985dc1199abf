import {
  conversationLapsed,
  conversationResolved,
  type ConversationLapsed,
  type ConversationResolved,
} from '@attune/contracts';
import { fact, instant } from '@attune/messaging';
import { earlierMs, maxEarlier } from '../limits';
import { dropOld } from '../start-turn/drop-old';
import type { Conversation } from '../state';
import { withFacts, withState, withTimers, type Step } from '../step';
import { promiseTimer, silenceTimer } from '../timers';

export type End =
  | { resolved: ConversationResolved['data']['basis']; agentId?: string }
  | { lapsed: ConversationLapsed['data']['lastReleased'] };

/** Ends an open conversation. For some time the customer may come back to it. */
export function end(step: Step, conversation: Conversation, how: End, now: number): Step {
  const { customerId, open, ended, earlier } = step.state;
  const { conversationId, openedAt, effort, promises, lastTurnId, matters, intents, proposal, scope } = conversation;
  const ids = { conversationId, customerId, openedAt };
  const told = { correlationId: lastTurnId };
  const solved = proposal && proposal.matters.length > 0 ? proposal.matters : matters;
  const event =
    'resolved' in how
      ? fact(
          conversationResolved,
          {
            ...ids,
            basis: how.resolved,
            matters: solved.map(({ matterId, intent }) => ({ matterId, intent })),
            effort,
            ...(how.agentId !== undefined && { agentId: how.agentId }),
          },
          told,
        )
      : fact(conversationLapsed, { ...ids, lastReleased: how.lapsed, effort }, told);
  const summary = {
    conversationId,
    scope,
    intent: intents[0]?.intent ?? 'other',
    endedAt: instant(now),
    resolved: 'resolved' in how,
  };
  const recent = earlier.filter((one) => now - Date.parse(one.endedAt) < earlierMs);
  const closed = withState(withFacts(step, event), {
    open: open.filter((one) => one.conversationId !== conversationId),
    ended: [...ended, { conversation, endedAt: now }],
    earlier: [...recent, summary].slice(-maxEarlier),
  });
  const timers = [silenceTimer(conversationId), ...promises.map(({ promiseId }) => promiseTimer(promiseId))];
  return withTimers(dropOld(closed, now), Object.fromEntries(timers.map((name) => [name, null])));
}
