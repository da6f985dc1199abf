import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Encoder } from '@attune/language';
import { embeddingWidth, layerWidth, leanGraph, mostTokens } from './lean-graph';
import { openSession } from './session';
import { wordPieces } from './word-pieces';

/** Texts that are remembered: a turn is read by more than one service, and much is said again. */
export const usuallyRemembered = 2000;

/**
 * An encoder from the file of all-MiniLM-L6-v2 (`installEncoder`). Takes a fifth of a second and some 130 MB.
 * @param remembered how many texts' vectors are kept
 * @throws Error that says what is wrong with the file, or that onnxruntime is not there
 */
export function loadEncoder(path: string, remembered = usuallyRemembered): Encoder {
  const file = readFileSync(path);
  const session = openSession(leanGraph(file));
  const pieces = wordPieces(mostTokens);
  const compute = (text: string): Float32Array => joined(session(pieces(text)));
  const known = new Map<string, Float32Array>();
  const encode = (text: string): Float32Array => {
    const vector = known.get(text) ?? compute(text);
    known.delete(text);
    known.set(text, vector); // the latest last
    if (known.size > remembered) known.delete(known.keys().next().value!);
    return vector;
  };
  encode('warm up'); // the first run prepares the others
  const name = `minilm-l6-${createHash('sha256').update(file).digest('hex').slice(0, 6)}`;
  return { name, width: embeddingWidth, layers: embeddingWidth / layerWidth, encode };
}

/** One vector from those of the layers, each at length 1. */
function joined(layers: readonly Float32Array[]): Float32Array {
  const vector = new Float32Array(embeddingWidth);
  layers.forEach((layer, place) => {
    const length = Math.sqrt(layer.reduce((sum, value) => sum + value * value, 0)) || 1;
    layer.forEach((value, i) => (vector[place * layerWidth + i] = value / length));
  });
  return vector;
}
