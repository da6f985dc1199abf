import { writeFileSync } from 'node:fs';
import { intentFigures, trainIntents, type Answer, type IntentFigures } from '@attune/language';
import { PlainError } from '../plain-error';
import { requireColumn } from '../tables/columns';
import { readTable, type Format } from '../tables/read-table';
import { encoderFor, examplesIn, packIn, textOf, toLearn, type RememberingEncoder } from './intent-pack';
import { labelledRows, partsOf, type LabelledRow } from './labelled-texts';
import { reportHtml } from './report-html';
import { reportText } from './report-text';

export interface EvaluateFlags {
  test?: string;
  folds?: number;
  /** Of the folds, only these (counted from 1): a long evaluation in pieces. */
  only?: number[];
  text?: string;
  label?: string;
  format?: Format;
  unknownAsNone?: boolean;
  examplesPerIntent?: number;
  keep: number;
  encoder?: string;
  html?: string;
  json?: boolean;
}

/** What was measured, and how. */
export interface Evaluation {
  pack: string;
  model: string;
  how: string;
  trainSeconds: number;
  figures: IntentFigures;
}

/** Measures the intents of a pack on a file, or by cross-validation on the pack's own examples. */
export async function runEvaluate(dir: string, flags: EvaluateFlags): Promise<void> {
  const pack = await packIn(dir);
  const examples = examplesIn(pack);
  const test =
    flags.test === undefined
      ? undefined
      : rowsIn(
          flags.test,
          flags,
          pack.intents.map(({ id }) => id),
        );
  const encoder = encoderFor(flags.encoder);
  const plan = test ? [{ learn: examples, test }] : foldsOf(examples, flags.folds ?? 5, flags.only ?? []);
  const seen = evaluate(plan, flags, encoder);
  const how = test
    ? `tested on ${flags.test}`
    : `cross-validated in ${flags.folds ?? 5} parts${flags.only ? `, of these ${flags.only.join(', ')}` : ''}`;
  const { answers, ...rest } = seen;
  const evaluation = { pack: pack.id, how, ...rest, figures: intentFigures(answers, flags.keep) };
  if (flags.html !== undefined) writeFileSync(flags.html, reportHtml(evaluation));
  console.log(flags.json ? JSON.stringify(evaluation) : reportText(evaluation));
  if (flags.html !== undefined) console.error(`The report: ${flags.html}`);
}

interface Round {
  learn: readonly LabelledRow[];
  test: readonly LabelledRow[];
}

function rowsIn(file: string, flags: EvaluateFlags, intents: readonly string[]): LabelledRow[] {
  const table = readTable(file, textOf(file), flags.format);
  const columns = {
    text: requireColumn(table, 'text', '--text', flags.text),
    label: requireColumn(table, 'label', '--label', flags.label),
  };
  const rows = labelledRows(table, columns, intents, flags.unknownAsNone);
  if (rows.length > 0) return rows;
  throw new PlainError(`${file} has no row with a text in "${columns.text}".`, 'Name the column with --text.');
}

export function foldsOf(rows: readonly LabelledRow[], folds: number, only: readonly number[]): Round[] {
  const parts = partsOf(rows, folds);
  const wanted = only.length > 0 ? only.map((one) => one - 1) : Array.from({ length: folds }, (_, fold) => fold);
  return wanted.map((fold) => ({
    learn: rows.filter((_, row) => parts[row] !== fold),
    test: rows.filter((_, row) => parts[row] === fold),
  }));
}

function evaluate(
  plan: readonly Round[],
  { examplesPerIntent }: EvaluateFlags,
  encoder: RememberingEncoder | undefined,
): { model: string; trainSeconds: number; answers: Answer[] } {
  let model = '';
  let trainMs = 0;
  const answers = plan.flatMap(({ learn, test }, round) => {
    const began = performance.now();
    const trained = trainIntents(toLearn(learn, examplesPerIntent), encoder ? { encoder } : {});
    trainMs += performance.now() - began;
    model = trained.name;
    if (encoder) encoder.isMeasuring = true;
    trained.assess('Warm up: where is my order?');
    const seen = test.map(({ text, intents }) => {
      const started = performance.now();
      const scores = trained.assess(text);
      return { text, intents, scores, ms: performance.now() - started };
    });
    if (encoder) encoder.isMeasuring = false;
    console.error(`${round + 1} of ${plan.length}: trained on ${learn.length} texts, tested on ${test.length}`);
    return seen;
  });
  return { model, trainSeconds: trainMs / 1000 / plan.length, answers };
}
