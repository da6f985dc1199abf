import type { Head } from './head';
import type { IntentModel } from './intent-model';
import type { Parameters } from './parameters';
import { sparseModel } from './sparse-model';
import { vocabularyOf } from './vocabulary';

const FORMAT = 'attune-sparse-svm/1';

interface SavedHead {
  classes: number;
  weights: string;
  bias: string;
  scale: string;
}

interface Saved extends Pick<Parameters, 'version' | 'intents' | 'calibration' | 'scope'> {
  format: string;
  hashes: string;
  idf: string;
  unknownIdf: number;
  present: string;
  margins: SavedHead;
  centres: SavedHead;
}

/** The model as JSON: numbers in base64, 4 bytes a feature and intent (megabytes for 10,000 examples). */
export function saveIntentModel(model: IntentModel): string {
  if (!('parameters' in model)) throw new TypeError(`A model of the kind ${model.name} cannot be saved`);
  const { version, intents, vocabulary, present, margins, centres, calibration, scope } =
    model.parameters as Parameters;
  const saved: Saved = {
    format: FORMAT,
    version,
    intents,
    hashes: encode(vocabulary.hashes),
    idf: encode(vocabulary.idf),
    unknownIdf: vocabulary.unknownIdf,
    present: encode(present),
    margins: saveHead(margins),
    centres: saveHead(centres),
    calibration,
    scope,
  };
  return JSON.stringify(saved);
}

/** The model that `saveIntentModel` wrote. Throws on text that is not one. */
export function loadIntentModel(json: string): IntentModel {
  const saved = JSON.parse(json) as Partial<Saved> | null;
  if (saved?.format !== FORMAT) throw new TypeError(`Not a saved intent model of the format ${FORMAT}`);
  const { version, intents, calibration, scope, hashes, idf, unknownIdf, present, margins, centres } = saved as Saved;
  const vocabulary = vocabularyOf(new Uint32Array(decode(hashes)), new Float32Array(decode(idf)), unknownIdf);
  return sparseModel({
    version,
    intents,
    vocabulary,
    present: new Uint8Array(decode(present)),
    margins: loadHead(margins),
    centres: loadHead(centres),
    calibration,
    scope,
  });
}

function saveHead({ classes, weights, bias, scale }: Head): SavedHead {
  return { classes, weights: encode(weights), bias: encode(bias), scale: encode(scale) };
}

function loadHead({ classes, weights, bias, scale }: SavedHead): Head {
  return {
    classes,
    weights: new Int16Array(decode(weights)),
    bias: new Float32Array(decode(bias)),
    scale: new Float32Array(decode(scale)),
  };
}

function encode({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('base64');
}

/** A buffer of its own: a slice of Node's pool need not be aligned. */
function decode(base64: string): ArrayBuffer {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}
