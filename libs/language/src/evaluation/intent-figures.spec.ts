import { intentFigures, type Answer } from './intent-figures';
import { auroc, calibrationError, quantile } from './measures';

const answer = (
  intents: string[],
  taken: [string, number][],
  noneOfThese = 0,
  several = taken.slice(0, 1),
): Answer => ({
  text: `${intents.join('+')} as ${taken[0]?.[0]}`,
  intents,
  scores: {
    candidates: taken.map(([intent, probability]) => ({ intent, probability })),
    noneOfThese,
    several: several.map(([intent]) => intent),
  },
  ms: 1,
});

describe('figures of intents', () => {
  const answers = [
    answer(['a'], [['a', 0.9]]),
    answer(['a'], [['a', 0.9]]),
    answer(['a'], [['b', 0.95], ['a', 0.01]]), // prettier-ignore
    answer(['b'], [['b', 0.8]], 0.4),
    answer(['b', 'a'], [['b', 0.8], ['a', 0.7]], 0.1, [['b', 0.8], ['a', 0.7]]), // prettier-ignore
  ];

  it('counts what is right', () => {
    const { accuracy, inFirstThree, macroF1, several, inScope } = intentFigures(answers);
    expect([inScope, accuracy, inFirstThree]).toEqual([5, 0.8, 1]);
    // a: 2 of 2 found, of 4; b: 2 of 3 found, of 2.
    expect(macroF1).toBeCloseTo((2 * 2) / (2 + 4) / 2 + (2 * 2) / (3 + 2) / 2);
    expect(several).toEqual({ precision: 5 / 6, recall: 5 / 6, f1: 10 / 12, exact: 0.8 });
  });

  it('names what is taken for what, and labels that look wrong', () => {
    const { confusions, suspicious } = intentFigures(answers);
    expect(confusions).toEqual([{ intent: 'a', takenFor: 'b', count: 1, of: 3, examples: ['a as b'] }]);
    expect(suspicious).toEqual([{ text: 'a as b', label: 'a', suggested: 'b', probability: 0.95 }]);
  });

  it('tells foreign texts at a threshold that keeps what is in scope', () => {
    const foreign = [answer([], [['a', 0.2]], 0.9), answer([], [['a', 0.2]], 0.05)];
    expect(intentFigures(answers).scope).toBeUndefined();
    expect(intentFigures([...answers, ...foreign], 0.7).scope).toEqual({
      auroc: (5 + 3) / 10,
      kept: 0.7,
      threshold: 0.1,
      accuracy: 0.6,
      recall: 0.5,
    });
  });

  it('takes no answers', () => {
    expect(intentFigures([])).toMatchObject({ accuracy: 0, macroF1: 0, calibrationError: 0, confusions: [] });
  });
});

describe('measures', () => {
  it('compares what was stated with what came true', () => {
    const stated = (probability: number, rights: number, of: number) =>
      Array.from({ length: of }, (_, i) => ({ probability, isRight: i < rights }));
    expect(calibrationError(stated(0.75, 3, 4))).toBeCloseTo(0);
    expect(calibrationError([...stated(0.9, 1, 2), ...stated(0.1, 1, 2)])).toBeCloseTo(0.4);
  });

  it('ranks one list above the other', () => {
    expect([auroc([3, 4], [1, 2]), auroc([1], [1]), auroc([1, 2], [3])]).toEqual([1, 0.5, 0]);
    expect(quantile([5, 1, 3], 0.5)).toBe(3);
  });
});
