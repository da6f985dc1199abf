import type { Pack } from '@attune/domain';
import type { Keys } from '@attune/storage';
import {
  closeByPersonOnConversationClosed,
  considerProposalOnResolutionProposed,
  endInSilenceOnTimer,
} from './end-conversation/handler';
import { followHolderOnControlDecided } from './follow-holder/handler';
import { destroyKeys, forgetCustomerCommand } from './forget-customer/handler';
import { noteReturnOnConversationReturned, tellDueOnTimer } from './keep-promises/handler';
import { learnOnIntentAssessed } from './learn/handler';
import { silenceMsOf } from './limits';
import { linkAddress, type OwnRuntime } from './link-address/handler';
import { noteOutcomeOnTurnClosed, noteReleaseOnReplyReleased } from './note-release/handler';
import { startTurnOnTurnReceived } from './start-turn/handler';

/** What context needs from outside. */
export interface ContextEnv {
  pack: Pack;
  keys: Pick<Keys, 'destroy'>;
  /** The runtime that runs these handlers; asked for when an effect needs it. */
  runtime: OwnRuntime;
  /** Silence that ends a conversation, ms. Default: half an hour in a chat, 72 hours elsewhere. */
  silenceMs?: (channel: string) => number;
}

/** Everything that context reacts to. */
export function contextHandlers({ silenceMs = silenceMsOf, ...given }: ContextEnv) {
  const env = { ...given, silenceMs };
  return {
    startTurnOnTurnReceived: startTurnOnTurnReceived(),
    learnOnIntentAssessed: learnOnIntentAssessed(env),
    noteReleaseOnReplyReleased: noteReleaseOnReplyReleased(env),
    noteOutcomeOnTurnClosed: noteOutcomeOnTurnClosed(),
    followHolderOnControlDecided: followHolderOnControlDecided(env),
    considerProposalOnResolutionProposed: considerProposalOnResolutionProposed(),
    closeByPersonOnConversationClosed: closeByPersonOnConversationClosed(),
    endInSilenceOnTimer: endInSilenceOnTimer(env),
    noteReturnOnConversationReturned: noteReturnOnConversationReturned(env),
    tellDueOnTimer: tellDueOnTimer(),
    linkAddress: linkAddress(env),
    destroyKeys: destroyKeys(env),
  };
}

/** What context's doors ask for. */
export const contextCommands = () => ({ forgetCustomer: forgetCustomerCommand() });
