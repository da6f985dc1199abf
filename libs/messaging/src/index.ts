export * from './bus';
export * from './handlers';
export * from './join';
export * from './runtime/types';
