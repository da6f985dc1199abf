import type { Encoder } from '../encoder';
import type { Head } from './head';
import type { IntentModel } from './intent-model';
import { modelOf } from './model-of';
import type { DenseParameters, Parameters } from './parameters';
import { vocabularyOf } from './vocabulary';

const FORMAT = 'attune-intents/3';

interface SavedHead {
  classes: number;
  denseWidth: number;
  weights: string;
  bias: string;
  scale: string;
}

interface Saved extends Pick<Parameters, 'version' | 'intents' | 'calibration' | 'scope' | 'metrics'> {
  format: string;
  hashes: string;
  idf: string;
  unknownIdf: number;
  present: string;
  margins: SavedHead;
  centres: SavedHead;
  dense?: SavedDense;
}

interface SavedDense extends Pick<DenseParameters, 'encoder' | 'weighing'> {
  mean: string;
  factor: number;
  directions: string;
  examples: string[];
}

/** The model as JSON: numbers in base64, 4 bytes a feature and intent (megabytes for 10,000 examples). */
export function saveIntentModel(model: IntentModel): string {
  if (!('parameters' in model)) throw new TypeError(`A model of the kind ${model.name} cannot be saved`);
  const { version, intents, vocabulary, present, margins, centres, calibration, scope, metrics, dense } =
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
    metrics,
    ...(dense && { dense: saveDense(dense) }),
  };
  return JSON.stringify(saved);
}

/**
 * The model that `saveIntentModel` wrote.
 *
 * @param encoder the one that it was trained with, where it was; it does not work with another one or without
 * @throws TypeError on text that is not one, or where the encoder is another
 */
export function loadIntentModel(json: string, encoder?: Encoder): IntentModel {
  const saved = JSON.parse(json) as Partial<Saved> | null;
  if (saved?.format !== FORMAT) throw new TypeError(`Not a saved intent model of the format ${FORMAT}`);
  const { version, intents, calibration, scope, metrics, hashes, idf, unknownIdf, present, margins, centres, dense } =
    saved as Saved;
  if (dense && dense.encoder !== encoder?.name)
    throw new TypeError(`The model was trained with the encoder ${dense.encoder}, here is ${encoder?.name ?? 'none'}`);
  const vocabulary = vocabularyOf(new Uint32Array(decode(hashes)), new Float32Array(decode(idf)), unknownIdf);
  const parameters: Parameters = {
    version,
    intents,
    vocabulary,
    present: new Uint8Array(decode(present)),
    margins: loadHead(margins),
    centres: loadHead(centres),
    calibration,
    scope,
    metrics,
    ...(dense && { dense: loadDense(dense) }),
  };
  return dense ? modelOf(parameters, encoder) : modelOf(parameters);
}

function saveHead({ classes, denseWidth, weights, bias, scale }: Head): SavedHead {
  return { classes, denseWidth, weights: encode(weights), bias: encode(bias), scale: encode(scale) };
}

function loadHead({ classes, denseWidth, weights, bias, scale }: SavedHead): Head {
  return {
    classes,
    denseWidth,
    weights: new Int16Array(decode(weights)),
    bias: new Float32Array(decode(bias)),
    scale: new Float32Array(decode(scale)),
  };
}

function saveDense({ encoder, weighing, standard, neighbours }: DenseParameters): SavedDense {
  const { directions, examples } = neighbours;
  const mean = encode(standard.mean);
  return {
    encoder,
    weighing,
    mean,
    factor: standard.factor,
    directions: encode(directions),
    examples: examples.map(encode),
  };
}

function loadDense({ encoder, weighing, mean, factor, directions, examples }: SavedDense): DenseParameters {
  const standard = { mean: new Float32Array(decode(mean)), factor };
  const rows = examples.map((each) => new Int32Array(decode(each)));
  const width = standard.mean.length;
  return {
    encoder,
    weighing,
    standard,
    neighbours: { width, directions: new Int8Array(decode(directions)), examples: rows },
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
