import { replyPreparedByDesk, replyPreparedByResolution } from '@attune/contracts';
import { PermanentError, reaction } from '@attune/messaging';
import { addresses } from '../state';
import { timingOf, type Timings } from '../timing';
import { releaseReply } from './decide';

export const releaseReplyOnReplyPrepared = ({ timings }: { timings: Timings }) =>
  reaction({
    id: 'channel.release-reply',
    on: [replyPreparedByResolution, replyPreparedByDesk],
    document: addresses,
    idOf: (reply) => reply.data.to,
    evenIfForgotten: true,
    decide: (state, reply, now) => {
      // An address is known from its first message on, and a reply answers one.
      if (!state) throw new PermanentError(`a reply to nobody: no address ${reply.data.to} has ever written`);
      return releaseReply(state, reply, timingOf(timings, state.channel), now);
    },
  });
