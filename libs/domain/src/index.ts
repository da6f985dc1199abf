export { compileCondition, ConditionError, type Condition } from './conditions';
export type {
  ConversationTest,
  ExpectedEvent,
  OutsideAnswer,
  OutsideWord,
  PersonAct,
  TestTurn,
} from './conversation-test';
export { nextOpening, timeScope, weekdays, type OpeningHours, type Weekday } from './hours';
export { checkPack, loadPack, loadRehearsal, loadTests, type LoadedPack, type Outsiders } from './load';
export { describe, didYouMean, PackError, type Mistake } from './mistakes';
export { jsonSchemas } from './json-schemas';
export * from './pack';
export * from './playbook';
export { lookUp, render, TemplateError, valueOf, variantsOf, wordingOf, type Formats } from './template';
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
