import type { HeldOut } from './calibration';
import { fit, scores, type Fitted } from './head';
import type { SvmSettings } from './linear-svm';
import { opinionOn, type Opinion } from './neighbours';
import { rowAt, type Rows } from './rows';
import { coverageOf } from './scope';

/** How a model judged texts that it was not trained on. */
export interface Judged extends HeldOut {
  nearness: Float32Array;
  /** 0..1 */
  coverage: number;
  /** Where there is an encoder. */
  opinion?: Opinion;
}

export interface Trial {
  rows: Rows;
  /** Where there is an encoder: one direction a row, see `Neighbours`. */
  directions?: Int8Array;
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
      if (parts[row] === fold) judged.push(judge(fitted, trial, row, labels));
    });
  }
  return judged;
}

/** How models that lack some of the classes judge texts that they were not trained on. */
export interface Strangers {
  /** Of classes that the judging model knows. */
  home: Judged[];
  /** Of classes that it lacks: what unknown intents near the known ones look like. */
  near: Judged[];
  /** Of no class. */
  far: Judged[];
}

/**
 * As `crossValidate`, but the model that judges a part was never shown some of the classes, others for each part. All texts
 * are judged by models that have seen equally much, so that home and near can be told apart by what is said alone.
 */
export function judgeStrangers(trial: Trial, folds: number): Strangers {
  const parts = foldsOf(trial.labels, folds);
  const strangers: Strangers = { home: [], near: [], far: [] };
  for (let fold = 0; fold < folds; fold++) {
    const isOut = (c: number): boolean => c % folds === fold;
    const kept = Array.from({ length: trial.classes }, (_, c) => c).filter((c) => !isOut(c));
    const labels = trial.labels.map((own) => own.filter((c) => !isOut(c)).map((c) => kept.indexOf(c)));
    const isWhollyOut = (row: number): boolean => trial.labels[row]!.length > 0 && labels[row]!.length === 0;
    const members = membersWhere(trial, (row) => parts[row] !== fold && !isWhollyOut(row));
    const fitted = fit(trial.rows, labels, members, kept.length, trial.settings, trial.onClass);
    for (let row = 0; row < parts.length; row++) {
      if (parts[row] !== fold) continue;
      const group = trial.labels[row]!.length === 0 ? 'far' : isWhollyOut(row) ? 'near' : 'home';
      strangers[group].push(judge(fitted, trial, row, labels[row]!));
    }
  }
  return strangers;
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

function judge(fitted: Fitted, { rows, directions }: Trial, row: number, labels: readonly number[]): Judged {
  const text = rowAt(rows, row);
  const { examples, centres, present } = fitted;
  const margins = scores(fitted.margins, text);
  const judged = { margins, nearness: scores(centres, text), coverage: coverageOf(text, present), labels };
  if (!text.dense || !directions) return judged;
  return { ...judged, opinion: opinionOn(text.dense, margins, { width: rows.denseWidth, directions, examples }) };
}
