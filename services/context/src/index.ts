export { contextService } from './context.module';
export { contextCommands, contextHandlers, type ContextEnv } from './handlers';
export { anonymousCustomerOf, customers, type CustomerState } from './state';
