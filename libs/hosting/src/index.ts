export {
  ConfigError,
  forTools,
  readConfig,
  type Environment,
  type KafkaConfig,
  type ProcessConfig,
  type ServiceConfig,
} from './config';
export type { Connection } from './connection';
export { createService, startService, type RunningService } from './create-service';
export { mistakesOf, parse, type InputMistake } from './parse';
export { problem, ProblemException, type Problem } from './problem';
export { busLogger, openProcessParts, withQuietWindow } from './process-parts';
export { runService } from './run-service';
export * from './service';
export { AgentSession, CustomerSession, Customers, mayAs, Public, Roles, type Session } from './sessions';
export { stopOnSignals } from './signals';
export { attachSocket, type SocketOptions } from './sockets';
export { roles, tokensOf, type AgentClaims, type CustomerClaims, type Role, type Tokens } from './tokens';
