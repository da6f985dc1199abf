export { deskService } from './desk.module';
export type { DeskEnv } from './environment';
export * as deskCommands from './commands';
export { deskHandlers } from './handlers';
export { handoffs, type DeskHandoff } from './state';
