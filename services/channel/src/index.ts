export { inboundKid, kidOf, liveKid } from './address-key';
export type { Accepted, Offered } from './accept-message/decide';
export { channelService } from './channel.module';
export { channelCommands, channelHandlers, type ChannelEnv } from './handlers';
export { historyOf, type History, type ShownMessage } from './history';
export { webhookSecretOf } from './signatures';
export { addresses, type AddressState } from './state';
