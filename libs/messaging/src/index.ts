export * from './bus';
export * from './handlers';
export * from './join';
export * from './letters';
export * from './runtime/types';
export { silentLogger, systemChance, systemClock } from './runtime/defaults';
export { createRuntime } from './runtime/runtime';
export { againHandlerHeader, againLetterHeader } from './runtime/intake';
export { causeOf, deadLetter, decode, describe as describeIssue, encode, maxEventBytes } from './runtime/codec';
