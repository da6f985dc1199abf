import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Encoder } from '@attune/language';
import { loadEncoder } from './encoder';
import { installEncoder } from './encoder-file';
import { findEncoder } from './find-encoder';

/** Why the encoder cannot be had here. With CI=true that is a failure. */
function missing(): string | undefined {
  try {
    installEncoder();
    return undefined;
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    process.stderr.write(`Skipped. ${(error as Error).message}\n`);
    return (error as Error).message;
  }
}

const describeEncoder = missing() === undefined ? describe : describe.skip;

describeEncoder('the sentence encoder', () => {
  let encoder: Encoder;
  beforeAll(() => (encoder = loadEncoder(installEncoder())));

  const likeness = (a: string, b: string): number => {
    const [x, y] = [encoder.encode(a), encoder.encode(b)];
    return x.reduce((sum, value, i) => sum + value * y[i]!, 0) / encoder.layers;
  };

  test('puts sentences that mean the same closer together than sentences with the same words', () => {
    const same = likeness('My card has not arrived yet', 'I am still waiting for the plastic to come in the post');
    const other = likeness('My card has not arrived yet', 'My train has not arrived yet');
    expect(likeness('How do I top up?', 'How do I top up?')).toBeCloseTo(1, 5);
    expect(same).toBeGreaterThan(0.3);
    expect(likeness('I lost my card', 'my card is gone')).toBeGreaterThan(likeness('I lost my card', 'I lost my dog'));
    expect(other).toBeLessThan(0.9);
  });

  test('agrees with the model that it was made from', () => {
    // The first numbers of the last layer, as the export itself gives them in floating point.
    const vector = encoder.encode('This is an example sentence').subarray(encoder.width - 384);
    const known = [
      0.0668, 0.0612, 0.0509, 0.079, 0.0384, 0.004, 0.0396, -0.005, 0.0623, 0.0312, 0.0589, -0.0519, 0.0406, -0.025,
      0.0287, -0.0001,
    ];
    const dot = known.reduce((sum, value, i) => sum + value * vector[i]!, 0);
    const length = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));
    expect(dot / length(known) / length(vector.subarray(0, known.length))).toBeGreaterThan(0.97);
  });

  test('gives the same numbers for the same text, each time', () => {
    const first = loadEncoder(installEncoder()).encode('where is my money');
    expect([...encoder.encode('where is my money')]).toEqual([...first]);
  });

  test.each([
    ['nothing', ''],
    ['ten thousand characters', 'money '.repeat(1700)],
    ['emoji alone', '😀😀👍🏽'],
    ['half an emoji', 'a \ud83d b'],
    ['other scripts', 'где мои деньги 我的钱在哪里 أين'],
    ['control characters', '\u0000\u0007\u200b\ufffe'],
  ])('takes %s', (_, text) => {
    const vector = encoder.encode(text);
    expect(vector).toHaveLength(encoder.width);
    expect(vector.every(Number.isFinite)).toBe(true);
  });
});

describe('finding an encoder', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'encoder-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('goes on without one where it is switched off', () => {
    expect(findEncoder('off')).toEqual({ note: expect.stringContaining('ATTUNE_ENCODER is off') });
  });

  test('goes on without one where the file is not there, and names it', () => {
    const { encoder, note } = findEncoder(join(folder, 'none.onnx'));
    expect(encoder).toBeUndefined();
    expect(note).toContain('none.onnx');
  });

  test('goes on without one where the file is no such model', () => {
    const file = join(folder, 'text.onnx');
    writeFileSync(file, 'no network');
    expect(existsSync(file)).toBe(true);
    expect(findEncoder(file).encoder).toBeUndefined();
    expect(findEncoder(file).note).toMatch(/Models of words alone are used: .+/);
  });
});
