import { conversationClosed, resolutionProposed } from '@attune/contracts';
import { onTimer, reaction } from '@attune/messaging';
import { customers } from '../state';
import { knownOf, openOf } from '../step';
import { closeByPerson, considerProposal, endInSilence } from './decide';

export const considerProposalOnResolutionProposed = () =>
  reaction({
    id: 'context.consider-proposal',
    on: [resolutionProposed],
    document: customers,
    idOf: ({ data }) => data.customerId,
    decide: considerProposal,
  });

export const closeByPersonOnConversationClosed = () =>
  reaction({
    id: 'context.close-by-person',
    on: [conversationClosed],
    document: customers,
    idOf: ({ data }) => data.customerId,
    decide: closeByPerson,
  });

export const endInSilenceOnTimer = ({ silenceMs }: { silenceMs(channel: string): number }) =>
  onTimer({
    id: 'context.end-in-silence',
    timer: 'silence',
    document: customers,
    decide(state, { about }, now) {
      const customer = knownOf(state);
      const channel = customer && openOf(customer, about)?.channel;
      return channel === undefined ? undefined : endInSilence(state, about, silenceMs(channel), now);
    },
  });
