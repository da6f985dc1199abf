import type { Evaluation } from './evaluate';

const share = (value: number) => value.toFixed(4);
const ms = (value: number) => `${value.toFixed(2)} ms`;

/** What is told of an evaluation, in words and values, for the terminal and the page alike. */
export function factsOf({ figures, trainSeconds }: Evaluation): [name: string, value: string][] {
  const { scope, several } = figures;
  return [
    ['sentences', `${figures.inScope} with an intent, ${figures.outOfScope} without`],
    ['accuracy', share(figures.accuracy)],
    ['among the first three', share(figures.inFirstThree)],
    ['macro F1', share(figures.macroF1)],
    ['calibration error', share(figures.calibrationError)],
    [
      'all intents said',
      `F1 ${share(several.f1)}, precision ${share(several.precision)}, recall ${share(several.recall)}, exactly right ${share(several.exact)}`,
    ],
    ...(scope
      ? ([
          ['none of these: AUROC', share(scope.auroc)],
          [
            `with ${(scope.kept * 100).toFixed(0)} % of the known kept`,
            `${share(scope.recall)} of the foreign found, accuracy ${share(scope.accuracy)}, threshold ${share(scope.threshold)}`,
          ],
        ] as [string, string][])
      : []),
    ['a sentence', `${ms(figures.msP50)} p50, ${ms(figures.msP95)} p95`],
    ['training', `${trainSeconds.toFixed(1)} s`],
  ];
}

export function reportText(evaluation: Evaluation): string {
  const { pack, model, how, figures } = evaluation;
  const facts = factsOf(evaluation).map(([name, value]) => `  ${name.padEnd(26)} ${value}`);
  const confusions = figures.confusions
    .slice(0, 10)
    .map(({ intent, takenFor, count, of }) => `  ${count} of ${of}  ${intent} → ${takenFor}`);
  const suspicious = figures.suspicious
    .slice(0, 10)
    .map(({ text, label, suggested }) => `  ${JSON.stringify(text)}: ${label}, or rather ${suggested}?`);
  return [
    `${pack}, ${model}, ${how}`,
    ...facts,
    ...(confusions.length > 0 ? ['', 'Taken for another', ...confusions] : []),
    ...(suspicious.length > 0 ? ['', 'Labels to look at', ...suspicious] : []),
  ].join('\n');
}
