import { GraphWriter, readGraph, tensorType, valueInfo, type ReadGraph, type Tensor } from './onnx';

/** Numbers of an embedding: those of one layer, and how many layers are handed out. */
export const layerWidth = 384;
const layersOut = [4, 6];
export const embeddingWidth = layerWidth * layersOut.length;
/** Tokens of a text at most; the model was trained with 256. */
export const mostTokens = 96;

const layers = 6;
const heads = 12;
const epsilon = { epsilon: { float: 1e-12 } };
/** Weights stay within ±63: on processors without VNNI, a sum of two products of full bytes would overflow 16 bits. */
const mostWeight = 63;

/** By byte: the whole number that it stands for, brought from ±127 to ±63, as a byte again. */
const smaller = Uint8Array.from({ length: 256 }, (_, byte) =>
  Math.round(((byte < 128 ? byte : byte - 256) * mostWeight) / 127),
);

/**
 * The same network as all-MiniLM-L6-v2 (its export with weights in int8), written anew for one text at a time: onnxruntime's fused
 * operators, whole-number products, a mean over the tokens of layers 4 and 6 as outputs. The export computes in floating point
 * after unpacking its weights, which takes three times as long and holds the word table four times over.
 *
 * @param file the export @throws Error where it is another model
 */
export function leanGraph(file: Buffer): Buffer {
  const weights = new Weights(readGraph(file));
  const graph = new GraphWriter();
  let hidden = embedTokens(graph, weights);
  const outputs: Buffer[] = [];
  for (let layer = 0; layer < layers; layer++) {
    hidden = layerOf(graph, weights, layer, hidden);
    if (!layersOut.includes(layer + 1)) continue;
    const name = graph.node('ReduceMean', [hidden], `pooled_${layer + 1}`, { axes: [1], keepdims: 0 });
    outputs.push(valueInfo(name, tensorType.float, [1, layerWidth]));
  }
  const ids = ['input_ids', 'positions'].map((name) => valueInfo(name, tensorType.int64, [1, 'tokens']));
  return graph.file(ids, outputs);
}

/** Word + position + kind of text, normalised. Words are looked up as bytes and unpacked then. */
function embedTokens(graph: GraphWriter, weights: Weights): string {
  const words = weights.packed('inner.embeddings.word_embeddings.weight');
  const table = graph.constant('words', words.packed);
  const scale = graph.constant('words_scale', words.scale);
  const picked = graph.node('Gather', [table, 'input_ids'], 'word_bytes', { axis: 0 });
  const floats = graph.node('Cast', [picked], 'word_floats', { to: tensorType.float });
  const scales = graph.node('Gather', [scale, 'input_ids'], 'word_scales', { axis: 0 });
  const word = graph.node('Mul', [floats, scales], 'word');
  const positions = graph.constant('position_table', weights.positions());
  const position = graph.node('Gather', [positions, 'positions'], 'position', { axis: 0 });
  const sum = graph.node('Add', [word, position], 'embedded');
  const norm = ['weight', 'bias'].map((part) => weights.copy(graph, `inner.embeddings.LayerNorm.${part}`));
  return graph.node('LayerNormalization', [sum, ...norm], 'normalised', { ...epsilon });
}

function layerOf(graph: GraphWriter, weights: Weights, layer: number, hidden: string): string {
  const at = (name: string) => `inner.encoder.layer.${layer}.${name}`;
  const product = (input: string, part: string): string => {
    const { packed, scale } = weights.product(at(`${part}.bias`));
    const inputs = [
      input,
      graph.constant(at(`${part}.weight`), packed),
      graph.constant(at(`${part}.scale`), scale),
      '',
    ];
    return graph.node(
      'com.microsoft:DynamicQuantizeMatMul',
      [...inputs, weights.copy(graph, at(`${part}.bias`))],
      at(part),
    );
  };
  const added = (input: string, to: string, part: string): string => {
    const norm = ['weight', 'bias'].map((each) => weights.copy(graph, at(`${part}.LayerNorm.${each}`)));
    return graph.node('com.microsoft:SkipLayerNormalization', [input, to, ...norm], at(`${part}.added`), {
      ...epsilon,
    });
  };
  const asked = ['query', 'key', 'value'].map((part) => product(hidden, `attention.self.${part}`));
  const attended = graph.node('com.microsoft:MultiHeadAttention', asked, at('attended'), { num_heads: heads });
  const seen = added(product(attended, 'attention.output.dense'), hidden, 'attention.output');
  const gelu = graph.node('com.microsoft:Gelu', [product(seen, 'intermediate.dense')], at('gelu'));
  return added(product(gelu, 'output.dense'), seen, 'output');
}

/** The weights of the export, by the names that it gives them. */
class Weights {
  private readonly productOf = new Map<string, string>();

  constructor(private readonly graph: ReadGraph) {
    // Matrices have no telling names there; the bias that is added to a product has.
    const made = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
    for (const { op, inputs } of graph.nodes) {
      const matrix = op === 'Add' ? made.get(inputs[0]!)?.inputs[1] : undefined;
      if (matrix !== undefined && inputs[1]!.endsWith('.bias')) this.productOf.set(inputs[1]!, matrix);
    }
  }

  copy(graph: GraphWriter, name: string): string {
    return graph.constant(name, this.tensor(name));
  }

  packed(name: string): { packed: Tensor; scale: Tensor } {
    return { packed: this.tensor(`${name}_q`), scale: this.tensor(`${name}_scale`) };
  }

  /** The matrix whose product the bias is added to, within ±63, and the scale of each of its columns. */
  product(bias: string): { packed: Tensor; scale: Tensor } {
    const { packed, scale } = this.packed(this.productOf.get(bias) ?? bias);
    const small = Buffer.allocUnsafe(packed.bytes.length);
    for (let i = 0; i < small.length; i++) small[i] = smaller[packed.bytes[i]!]!;
    const own = floatsOf(scale).map((each) => (each * 127) / mostWeight);
    return {
      packed: { ...packed, bytes: small },
      scale: { dims: [own.length], type: tensorType.float, bytes: bytesOf(own) },
    };
  }

  /** The first positions, the kind "first text" added: there is no other here. */
  positions(): Tensor {
    const { packed, scale } = this.packed('inner.embeddings.position_embeddings.weight');
    const scales = floatsOf(scale);
    const kind = floatsOf(this.tensor('inner.embeddings.token_type_embeddings.weight'));
    const floats = new Float32Array(mostTokens * layerWidth);
    const wholes = wholesOf(packed);
    for (let i = 0; i < floats.length; i++)
      floats[i] = wholes[i]! * scales[Math.floor(i / layerWidth)]! + kind[i % layerWidth]!;
    return { dims: [mostTokens, layerWidth], type: tensorType.float, bytes: bytesOf(floats) };
  }

  private tensor(name: string): Tensor {
    const tensor = this.graph.tensors.get(name);
    if (tensor) return tensor;
    throw new Error(`it holds no ${name}; wanted is the export of all-MiniLM-L6-v2 with weights in int8`);
  }
}

function floatsOf({ bytes }: Tensor): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function wholesOf({ bytes }: Tensor): Int8Array {
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function bytesOf(floats: Float32Array): Buffer {
  return Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength);
}
