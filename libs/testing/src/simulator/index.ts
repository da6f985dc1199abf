export * from './chance';
export * from './checker';
export * from './faulty-ports';
export * from './mutants';
export * from './run-seed';
export * from './simulation';
export * from './virtual-clock';
