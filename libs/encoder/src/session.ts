import { createRequire } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const load = createRequire(__filename);

/** What stands behind onnxruntime-node, as far as it is used. */
interface Binding {
  initOrtOnce(logLevel: number, tensor: typeof Tensor, isMainThread: boolean): void;
  InferenceSession: new () => NativeSession;
}
interface NativeSession {
  outputMetadata: { name: string }[];
  loadModel(bytes: ArrayBufferLike, offset: number, length: number, options: object): void;
  run(feeds: object, fetches: Record<string, null>, options: object): Record<string, Tensor>;
}

/** Numbers on their way in and out. */
class Tensor {
  readonly location = 'cpu';
  constructor(
    readonly type: string,
    readonly data: BigInt64Array | Float32Array,
    readonly dims: readonly number[],
  ) {}
}

const onlyErrors = 3;
/** One thread: a service scales by replicas. Without the arena and the plan, memory stays what one text needs. */
const options = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  enableCpuMemArena: false,
  enableMemPattern: false,
  logSeverityLevel: onlyErrors,
};

/**
 * Opens a network that takes the numbers of word pieces and gives one vector a layer.
 *
 * The package's own `run` is a promise around a native call that blocks all the same. The native call is used as it is, so that
 * a text can be assessed within a pure, synchronous decision; the version is pinned, and a spec runs it.
 *
 * @throws Error where onnxruntime-node is not installed for this platform, or cannot run the network
 */
export function openSession(model: Buffer): (pieces: readonly number[]) => Float32Array[] {
  const { binding } = load('onnxruntime-node/dist/binding.js') as { binding: Binding };
  binding.initOrtOnce(onlyErrors, Tensor, isMainThread);
  const session = new binding.InferenceSession();
  session.loadModel(model.buffer, model.byteOffset, model.byteLength, options);
  const fetches = Object.fromEntries(session.outputMetadata.map(({ name }) => [name, null]));
  return (pieces) => {
    const tensor = (numbers: readonly number[]) =>
      new Tensor('int64', BigInt64Array.from(numbers, BigInt), [1, numbers.length]);
    const found = session.run({ input_ids: tensor(pieces), positions: tensor([...pieces.keys()]) }, fetches, {});
    return Object.keys(fetches).map((name) => found[name]!.data as Float32Array);
  };
}
