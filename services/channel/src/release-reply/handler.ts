import { replyPreparedByDesk, replyPreparedByResolution } from '@attune/contracts';
import { reaction } from '@attune/messaging';
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
    decide: (state, reply, now) => state && releaseReply(state, reply, timingOf(timings, state.channel), now),
  });
