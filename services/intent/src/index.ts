export { examplesOf, trainedModel } from './adapters/trained-model';
export type { IntentEnv } from './environment';
export { intentHandlers } from './handlers';
export { intentService } from './intent.module';
