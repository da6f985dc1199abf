export { evaluate, evidenceOf, type Fired, type Verdict } from './boundary/evaluate';
export { overdueHandoffsOfLastMinute, type EscalationEnv, type OverdueHandoffs } from './environment';
export { escalationService } from './escalation.module';
export { escalationHandlers } from './handlers';
export { controls, type Control } from './state';
