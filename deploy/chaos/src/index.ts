export { judge, type Verdict } from './checker/judge';
export type * from './checker/history';
