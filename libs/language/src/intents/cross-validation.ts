import type { HeldOut } from './calibration';
import { fit, scores, type Fitted } from './head';
import type { SvmSettings } from './linear-svm';
import { rowAt, type Rows } from './rows';
import { coverageOf } from './scope';

/** How a model judged texts that it was not trained on. */
export interface Judged extends HeldOut {
  nearness: Float32Array;
  /** 0..1 */
  coverage: number;
}

export interface Trial {
  rows: Rows;
  labels: readonly (readonly number[])[];
  classes: number;
  settings: SvmSettings;
  onClass(): void;
}

/** Judges each row by a model that was trained on the others, in `folds` parts with the same mix of classes. */
export function crossValidate(trial: Trial, folds: number): Judged[] {
  const parts = foldsOf(trial.labels, folds);
  const judged: Judged[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const members = membersWhere(trial, (row) => parts[row] !== fold);
    const fitted = fit(trial.rows, trial.labels, members, trial.classes, trial.settings, trial.onClass);
    trial.labels.forEach((labels, row) => {
      if (parts[row] === fold) judged.push(judge(fitted, trial.rows, row, labels));
    });
  }
  return judged;
}

/** Judges the texts of each class by a model that was never shown it: what unknown intents near the known ones look like. */
export function leaveClassesOut(trial: Trial, groups: number): Judged[] {
  const judged: Judged[] = [];
  for (let group = 0; group < groups; group++) {
    const isOut = (c: number): boolean => c % groups === group;
    const isWhollyOut = (row: number): boolean => trial.labels[row]!.length > 0 && trial.labels[row]!.every(isOut);
    const kept = Array.from({ length: trial.classes }, (_, c) => c).filter((c) => !isOut(c));
    const labels = trial.labels.map((own) => own.filter((c) => !isOut(c)).map((c) => kept.indexOf(c)));
    const members = membersWhere(trial, (row) => !isWhollyOut(row));
    const fitted = fit(trial.rows, labels, members, kept.length, trial.settings, trial.onClass);
    trial.labels.forEach((_, row) => {
      if (isWhollyOut(row)) judged.push(judge(fitted, trial.rows, row, []));
    });
  }
  return judged;
}

function membersWhere({ labels }: Trial, isMember: (row: number) => boolean): Int32Array {
  return Int32Array.from([...labels.keys()].filter(isMember));
}

function foldsOf(labels: readonly (readonly number[])[], folds: number): number[] {
  const seen = new Map<number, number>();
  return labels.map(([first = -1]) => {
    const count = seen.get(first) ?? 0;
    seen.set(first, count + 1);
    return (count + Math.max(0, first)) % folds;
  });
}

function judge(fitted: Fitted, rows: Rows, row: number, labels: readonly number[]): Judged {
  const text = rowAt(rows, row);
  const coverage = coverageOf(text, fitted.present);
  return { margins: scores(fitted.margins, text), nearness: scores(fitted.centres, text), coverage, labels };
}
