import { conversationReturned } from '@attune/contracts';
import { onTimer, reaction } from '@attune/messaging';
import { customers } from '../state';
import { noteReturn, tellDue } from './decide';

export const noteReturnOnConversationReturned = ({ silenceMs }: { silenceMs(channel: string): number }) =>
  reaction({
    id: 'context.note-return',
    on: [conversationReturned],
    document: customers,
    idOf: ({ data }) => data.customerId,
    decide: (state, event, now) => noteReturn(state, event, silenceMs, now),
  });

export const tellDueOnTimer = () =>
  onTimer({
    id: 'context.tell-due',
    timer: 'promise',
    document: customers,
    decide: (state, { about }) => tellDue(state, about),
  });
