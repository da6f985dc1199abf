import { readFileSync } from 'node:fs';

/** Rows of a CSV file with quotes, without its heading. */
export function readCsv(path) {
  const rows = [];
  let row = [];
  const cell = /("(?:[^"]|"")*"|[^,\n\r]*)(,|\r?\n|$)/g;
  for (const [all, value, end] of readFileSync(path, 'utf8').matchAll(cell)) {
    if (all === '') break;
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows.slice(1);
}

export function readTsv(path) {
  const lines = readFileSync(path, 'utf8').split('\n').slice(1);
  return lines.filter(Boolean).map((line) => line.split('\t'));
}

/** Which part of the items is so. */
export function share(items, isSo) {
  return items.filter(isSo).length / items.length;
}

/** Expected calibration error over 15 bins of equal width. */
export function calibrationError(answers) {
  const bins = Array.from({ length: 15 }, () => ({ count: 0, right: 0, probability: 0 }));
  for (const { isRight, probability } of answers) {
    const bin = bins[Math.min(14, Math.floor(probability * 15))];
    bin.count++;
    bin.right += isRight ? 1 : 0;
    bin.probability += probability;
  }
  return bins.reduce((sum, { right, probability }) => sum + Math.abs(right - probability), 0) / answers.length;
}

/** The probability that one of `positives` is above one of `negatives`. */
export function auroc(positives, negatives) {
  const all = [...positives.map((value) => ({ value, is: 1 })), ...negatives.map((value) => ({ value, is: 0 }))];
  all.sort((a, b) => a.value - b.value);
  let ranks = 0;
  for (let i = 0; i < all.length;) {
    let j = i;
    while (j < all.length && all[j].value === all[i].value) j++;
    for (let k = i; k < j; k++) ranks += all[k].is * ((i + j + 1) / 2);
    i = j;
  }
  return (ranks - (positives.length * (positives.length + 1)) / 2) / (positives.length * negatives.length);
}
