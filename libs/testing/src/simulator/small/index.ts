export { channelHandlers, say } from './channel';
export { controlHandlers } from './control';
export { deskHandlers } from './desk';
export { said } from './events';
export { Ledger, resolutionHandlers } from './resolution';
export type { Rules } from './rules';
