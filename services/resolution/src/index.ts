export type { ToolCall, ToolOutcome, Tools } from './actions/tools';
export { httpTools, type HttpToolsOptions } from './adapters/tools.http';
export type { ResolutionEnv } from './environment';
export { resolutionHandlers } from './handlers';
export { resolutionService } from './resolution.module';
export { cases, type Case } from './state';
