import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import {
  controlDecided,
  deliveryReported,
  handoffRequested,
  messageOffered,
  replyPreparedByDesk,
  replyPreparedByResolution,
} from '@attune/contracts';
import { HANDLERS } from '@attune/hosting';
import type { channelHandlers } from './handlers';

/** What channel listens to. */
@Controller()
export class ChannelConsumer {
  constructor(@Inject(HANDLERS) private readonly handlers: ReturnType<typeof channelHandlers>) {}

  @EventPattern<string>(messageOffered.type)
  acceptMessage() {
    return this.handlers.acceptMessageOnMessageOffered;
  }

  @EventPattern<string>(deliveryReported.type)
  trackDelivery() {
    return this.handlers.trackDeliveryOnDeliveryReported;
  }

  @EventPattern<string>(replyPreparedByResolution.type)
  releaseAutomationsReply() {
    return this.handlers.releaseReplyOnReplyPrepared;
  }

  @EventPattern<string>(replyPreparedByDesk.type)
  releasePersonsReply() {
    return this.handlers.releaseReplyOnReplyPrepared;
  }

  @EventPattern<string>(controlDecided.type)
  followControl() {
    return this.handlers.followControlOnControlDecided;
  }

  @EventPattern<string>(handoffRequested.type)
  announceHandoff() {
    return this.handlers.announceHandoffOnHandoffRequested;
  }
}
