import type { FaultKind } from '../faults';
import type { Mutation } from '../simulation';
import type { Rules } from '../small';
import { busMutants } from './bus-mutants';
import { storeMutants } from './store-mutants';

export { changedBatches, changedDocuments, changedHandler, dueWithout, writtenAs } from './changed';

const rules: Record<string, Rules> = {
  'stale epoch accepted': { takesStaleEpochs: true },
  'turn closed twice': { closesTwice: true },
  'a client that sends again is taken for new': { forgetsClients: true },
  'deadline forgotten': { forgetsDeadlines: true },
  'holder changed without decision': { movesInSilence: true },
  'epoch does not rise with the holder': { keepsEpoch: true },
  'a dead letter brings nobody': { ignoresLetters: true },
  'key not stored before the call': { keyPerCall: true },
  'action done before it is written': { actsBeforeWriting: true },
};

/** Faults that show a mistake soon which others hide for long. */
const shownBy: Record<string, readonly FaultKind[]> = {
  'a zombie is not fenced': ['zombie', 'slow'],
  'the whole outbox is cleared': ['unreachable', 'brokerRestart'],
  'timers of a process that died are forgotten': ['crash', 'away'],
  'a dead letter brings nobody': ['poison'],
};

export interface Mutant {
  mutation?: Mutation;
  rules?: Rules;
  /** Default: every kind. */
  faults?: readonly FaultKind[];
}

/** Mistakes that people make in systems like this one. A simulator that does not catch each of them proves nothing. */
export const mutants: Record<string, Mutant> = Object.fromEntries(
  [
    ...Object.entries({ ...busMutants, ...storeMutants }).map(([name, mutation]) => [name, { mutation }] as const),
    ...Object.entries(rules).map(([name, wrong]) => [name, { rules: wrong }] as const),
  ].map(([name, mutant]) => [name, { ...mutant, ...(shownBy[name] && { faults: shownBy[name] }) }]),
);
