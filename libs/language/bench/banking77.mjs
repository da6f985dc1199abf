// How good and fast the intent models are on real questions to a bank: node libs/language/bench/banking77.mjs [examples an intent]
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auroc, calibrationError, readCsv, readTsv, share } from './measures.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const data = process.env.ATTUNE_DATA ?? join(root, '../shared/data');
const csv = join(data, 'banking77/train.csv');
if (!existsSync(csv)) {
  console.error(`${csv} is missing. It is train.csv of Banking77 (CC BY 4.0), in the folder banking_data of
https://github.com/PolyAI-LDN/task-specific-datasets. Put it there, or name the folder above banking77/ in ATTUNE_DATA.`);
  process.exit(1);
}
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript7/bin/tsc'), '-p', join(here, '../tsconfig.build.json')],
  { stdio: 'inherit' },
);
const load = createRequire(import.meta.url);
const { trainIntents } = load('../dist/index.js');
const { seededRandom } = load('../dist/intents/random.js');

const few = Number(process.argv[2] ?? Infinity);
const examples = shuffled(readCsv(csv).map(([text, intent]) => ({ text, intent })));
const intents = shuffled([...new Set(examples.map(({ intent }) => intent))].sort());

crossValidate();
outOfScope();

function crossValidate() {
  const answers = [];
  let trainMs = 0;
  let assessMs = 0;
  for (let fold = 0; fold < 3; fold++) {
    const test = examples.filter((_, i) => i % 3 === fold);
    const started = performance.now();
    const model = trainIntents(firstOf(examples.filter((_, i) => i % 3 !== fold)));
    trainMs += performance.now() - started;
    const began = performance.now();
    for (const { text, intent } of test) answers.push({ intent, ...model.assess(text) });
    assessMs += performance.now() - began;
  }
  const top = answers.map(({ intent, candidates }) => ({
    isRight: candidates[0]?.intent === intent,
    probability: candidates[0]?.probability ?? 0,
  }));
  const sure = top.filter(({ probability }) => probability >= 0.8);
  report('Banking77, 3-fold', {
    accuracy: share(top, ({ isRight }) => isRight),
    'in the first three': share(answers, ({ intent, candidates }) =>
      candidates.slice(0, 3).some((each) => each.intent === intent),
    ),
    'calibration error': calibrationError(top),
    'sure (≥ 0.8)': share(top, ({ probability }) => probability >= 0.8),
    'right when sure': share(sure, ({ isRight }) => isRight),
    'taken for none (≥ 0.5)': share(answers, ({ noneOfThese }) => noneOfThese >= 0.5),
    'exactly the one intent said': share(
      answers,
      ({ several, intent }) => several.length === 1 && several[0] === intent,
    ),
    'more than one said': share(answers, ({ several }) => several.length > 1),
    'train, s a model': trainMs / 3000,
    'assess, ms a message': assessMs / answers.length,
    'memory, MB': process.memoryUsage().rss / 1e6,
  });
}

function outOfScope() {
  const unknown = new Set(intents.slice(0, 19));
  const isTest = (i) => i % 3 === 0;
  const model = trainIntents(firstOf(examples.filter(({ intent }, i) => !isTest(i) && !unknown.has(intent))));
  const none = (texts) => texts.map((text) => model.assess(text).noneOfThese);
  const test = examples.filter((_, i) => isTest(i));
  const home = none(test.filter(({ intent }) => !unknown.has(intent)).map(({ text }) => text));
  const near = none(test.filter(({ intent }) => unknown.has(intent)).map(({ text }) => text));
  report('19 of 77 intents unknown', scopeFigures(home, near));
  const airline = join(data, 'multidogo/airline-dev.tsv');
  if (existsSync(airline)) report('Another business (MultiDoGO airline)', scopeFigures(home, none(matters(airline))));
  const pairs = pairsOf(test.filter(({ intent }) => !unknown.has(intent)));
  const said = pairs.map(({ text, wanted }) => ({ wanted, several: model.assess(text).several }));
  const hits = said.reduce(
    (sum, { wanted, several }) => sum + several.filter((each) => wanted.includes(each)).length,
    0,
  );
  report('Two questions in one message', {
    'both, and nothing else': share(
      said,
      ({ wanted, several }) => several.length === 2 && several.every((each) => wanted.includes(each)),
    ),
    precision: hits / said.reduce((sum, { several }) => sum + several.length, 0),
    recall: hits / (2 * said.length),
  });
}

function scopeFigures(home, away) {
  const limit = [...home].sort((a, b) => a - b)[Math.floor(home.length * 0.95)];
  return {
    AUROC: auroc(away, home),
    'found at 0.5': share(away, (each) => each >= 0.5),
    'wrongly at 0.5': share(home, (each) => each >= 0.5),
    'found with 95 % kept': share(away, (each) => each > limit),
  };
}

/** Turns of an airline's customers that say what they want. */
function matters(path) {
  const isMatter = (intent) => intent && !/contentonly|confirmation|rejection|greeting|thankyou|closing/.test(intent);
  return readTsv(path)
    .filter((row) => isMatter(row[5]) && row[3].split(' ').length > 3)
    .map((row) => row[3]);
}

function pairsOf(test) {
  const seams = [' and ', '. ', '. Also, ', ' and also ', '\n'];
  return test.slice(0, 600).flatMap((first, i) => {
    const second = test[test.length - 1 - i];
    if (first.intent === second.intent) return [];
    const text = first.text.replace(/[.?!\s]+$/, '') + seams[i % seams.length] + second.text;
    return [{ text, wanted: [first.intent, second.intent] }];
  });
}

function firstOf(all) {
  const seen = {};
  return all.filter(({ intent }) => (seen[intent] = (seen[intent] ?? 0) + 1) <= few);
}

function shuffled(items) {
  const random = seededRandom(7);
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function report(title, figures) {
  console.log(`\n${title}`);
  for (const [name, value] of Object.entries(figures))
    console.log(`  ${name.padEnd(28)} ${value.toFixed(value > 20 ? 0 : 3)}`);
}
