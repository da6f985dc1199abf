export { compileCondition, ConditionError, type Condition } from './conditions';
export type { ConversationTest, ExpectedEvent, PersonAct, TestTurn } from './conversation-test';
export { nextOpening, timeScope, weekdays, type OpeningHours, type Weekday } from './hours';
export { checkPack, loadPack, loadTests } from './load';
export { describe, didYouMean, PackError, type Mistake } from './mistakes';
export * from './pack';
export type * from './playbook';
export { render, TemplateError, wordingOf, type Formats } from './template';
export {
  argumentsOf,
  effectKeyOf,
  formatsOf,
  meaningOf,
  playbookScope,
  requestOf,
  resultOf,
  type HttpRequest,
} from './tools';
export { boundaryVocabulary, type BoundaryScope, type Vocabulary } from './vocabulary';
