import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadIntentModel } from '@attune/language';
import { foldsOf, runEvaluate, type Evaluation } from './evaluate';
import { labelledRows } from './labelled-texts';
import { runTrain } from './train';

const shop = join(__dirname, '../../../../domains/shop');
let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'intents-'));
  said = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const flags = { keep: 0.95, encoder: 'off' };

describe('attune intents evaluate', () => {
  it('measures a file, foreign sentences included, and writes a page that shows it', async () => {
    const test = join(folder, 'test.csv');
    const html = join(folder, 'report.html');
    writeFileSync(
      test,
      'text,intent\nwhere is my parcel,order_status\n"<b>how long can I return it?</b>",return_policy\nwho won the match,none\n',
    );
    await runEvaluate(shop, { ...flags, test, html, json: true });
    const { figures, model, pack } = JSON.parse(said[0]!) as Evaluation;
    expect([pack, model, figures.inScope, figures.outOfScope]).toEqual(['shop', 'sparse-svm', 2, 1]);
    expect(figures.scope?.auroc).toBe(1);
    expect(figures.msP50).toBeGreaterThan(0);
    expect(readFileSync(html, 'utf8')).toContain('<h1>Intents of shop</h1>');
    expect(readFileSync(html, 'utf8')).not.toContain('<b>');
  });

  it('cross-validates on the examples of the pack', async () => {
    await runEvaluate(shop, { ...flags, folds: 4, only: [1] });
    expect(said[0]).toContain('shop, sparse-svm, cross-validated in 4 parts, of these 1');
    expect(said[0]).toMatch(/accuracy +0\.[6-9]/);
  });

  it('names a label that the pack does not have, and where it stands', async () => {
    const test = join(folder, 'test.jsonl');
    writeFileSync(test, '{"text":"hello","label":"order_status"}\n{"text":"where is it","label":"order_statis"}\n');
    await expect(runEvaluate(shop, { ...flags, test })).rejects.toThrow(
      /test\.jsonl:2 has the label "order_statis".*did you mean "order_status"/,
    );
    await runEvaluate(shop, { ...flags, test, unknownAsNone: true, json: true });
    expect((JSON.parse(said[0]!) as Evaluation).figures.outOfScope).toBe(1);
  });
});

describe('attune intents train', () => {
  it('keeps a model with what it learnt from and how good it is', async () => {
    const out = join(folder, 'model.json');
    await runTrain(shop, { out, encoder: 'off' });
    const model = loadIntentModel(readFileSync(out, 'utf8'));
    expect(said[0]).toContain(`${model.name}@${model.version}`);
    expect(model.metrics.accuracy).toBeGreaterThan(0.6);
    expect(model.assess('where is my order').candidates[0]?.intent).toBe('order_status');
  });
});

describe('labelled texts', () => {
  const table = (cells: Record<string, unknown>[]) => ({
    file: 'x.jsonl',
    columns: ['text', 'label'],
    rows: cells.map((each, i) => ({ line: i + 1, cells: each })),
  });
  const read = (label: unknown) =>
    labelledRows(table([{ text: 'x', label }]), { text: 'text', label: 'label' }, ['late_parcel', 'refund'])[0]
      ?.intents;

  it('may have several labels, as they stand in files and in lists', () => {
    expect(read('Late parcel')).toEqual(['late_parcel']);
    expect(read('refund|late_parcel')).toEqual(['refund', 'late_parcel']);
    expect(read('refund<div>late_parcel')).toEqual(['refund', 'late_parcel']);
    expect(read(['refund', 'refund'])).toEqual(['refund']);
    expect([read(''), read('oos'), read('none')]).toEqual([[], [], []]);
  });

  it('is split so that nothing is tested that was learnt', () => {
    const rows = ['a', 'b', 'c', 'd', 'a'].map((text) => ({ text, intents: ['refund'] }));
    const rounds = foldsOf(rows, 2, []);
    for (const { learn, test } of rounds)
      expect(test.filter(({ text }) => learn.some((other) => other.text === text))).toEqual([]);
    expect(rounds.flatMap(({ test }) => test)).toHaveLength(5);
  });
});
