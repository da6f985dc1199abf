export { definitionVersion, figures, type Figure } from './count/definitions';
export { readCounted } from './count/read';
export { defaultWindowMs, type InsightsEnv, type Rows } from './environment';
export { insightsHandlers } from './handlers';
export { insightsService } from './insights.module';
export { outcomes, type Outcome } from './state';
export { rowsOf } from './tokens';
