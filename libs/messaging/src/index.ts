export * from './bus';
export * from './handlers';
export * from './join';
