import type { Pack } from '@attune/domain';
import { acceptMessageCommand, acceptMessageOnMessageOffered } from './accept-message/handler';
import { announceHandoffOnHandoffRequested } from './announce-handoff/handler';
import { followControlOnControlDecided } from './follow-control/handler';
import { releaseReplyOnReplyPrepared } from './release-reply/handler';
import { startTurnOnBurstOver } from './start-turn/handler';
import { confirmDeliveryCommand, trackDeliveryOnDeliveryReported } from './track-delivery/handler';
import { holdOnDeadline, tellOverdueOnDeadline } from './watch-deadlines/handler';
import { remindPeopleOnDeadline } from './watch-person/handler';

/** What channel needs of the pack: its words, hours and timings. */
export interface ChannelEnv {
  pack: Pack;
}

/** Everything that channel reacts to. */
export function channelHandlers({ pack }: ChannelEnv) {
  const env = { pack, timings: pack.channels };
  return {
    acceptMessageOnMessageOffered: acceptMessageOnMessageOffered(env),
    startTurnOnBurstOver: startTurnOnBurstOver(env),
    releaseReplyOnReplyPrepared: releaseReplyOnReplyPrepared(env),
    followControlOnControlDecided: followControlOnControlDecided(env),
    announceHandoffOnHandoffRequested: announceHandoffOnHandoffRequested(env),
    tellOverdueOnDeadline: tellOverdueOnDeadline(),
    holdOnDeadline: holdOnDeadline(env),
    remindPeopleOnDeadline: remindPeopleOnDeadline(env),
    trackDeliveryOnDeliveryReported: trackDeliveryOnDeliveryReported(),
  };
}

/** What channel's doors ask for. */
export function channelCommands({ pack }: ChannelEnv) {
  return {
    acceptMessage: acceptMessageCommand({ timings: pack.channels }),
    confirmDelivery: confirmDeliveryCommand(),
  };
}
