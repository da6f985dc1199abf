import { calibrate, probabilities } from './calibration';
import { fitLogistic, logSumExp, sigmoid } from './logistic';
import { seededRandom } from './random';

describe('calibration', () => {
  it('makes probabilities that come true as often as they say', () => {
    const random = seededRandom(3);
    // The label is drawn from a softmax of the margins with temperature 4: what calibration has to find.
    const drawn = Array.from({ length: 3000 }, () => {
      const margins = Float32Array.from({ length: 6 }, () => random() * 1.5 - 1);
      const total = logSumExp(margins, 4);
      let rest = random();
      const label = margins.findIndex((margin) => (rest -= Math.exp(4 * margin - total)) < 0);
      return { margins, labels: [Math.max(0, label)] };
    });
    const calibration = calibrate(drawn.slice(0, 2000), 6);
    let [sum, right] = [0, 0];
    for (const { margins, labels } of drawn.slice(2000)) {
      const found = probabilities(margins, calibration);
      const top = found.indexOf(Math.max(...found));
      sum += found[top]!;
      right += labels.includes(top) ? 1 : 0;
    }
    expect(Math.abs(sum - right) / 1000).toBeLessThan(0.04);
  });

  it('stays finite where one class stands out and where there are no examples', () => {
    const calibration = calibrate([], 2);
    for (const margins of [new Float32Array([1e6, -1e6]), new Float32Array([0, 0]), new Float32Array([-50, -50])]) {
      for (const each of probabilities(margins, calibration)) expect(each >= 0 && each <= 1).toBe(true);
    }
  });

  it('fits a logistic regression', () => {
    const random = seededRandom(5);
    const cases = Array.from({ length: 4000 }, () => {
      const x = random() * 4 - 2;
      return { inputs: [x], isTrue: random() < sigmoid(1.5 * x - 0.5), weight: 1 };
    });
    const [slope, intercept] = fitLogistic(cases, 0.01);
    expect(slope).toBeCloseTo(1.5, 0);
    expect(intercept).toBeCloseTo(-0.5, 0);
  });
});
