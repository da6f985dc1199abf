import { field, fieldsOf, floatField } from './protobuf';

/** What of an ONNX file is read and written here: named tensors, and nodes that name what they take and give. */
export interface Tensor {
  dims: number[];
  type: TensorType;
  /** Little-endian, row by row. */
  bytes: Buffer;
}
export interface GraphNode {
  op: string;
  inputs: string[];
  outputs: string[];
}

// Numbers of fields and kinds: onnx.proto3 of ONNX 1.16.
export const tensorType = { float: 1, int8: 3, int64: 7 } as const;
export type TensorType = (typeof tensorType)[keyof typeof tensorType];

export interface ReadGraph {
  nodes: GraphNode[];
  tensors: Map<string, Tensor>;
}

/** @throws Error on what is no ONNX file */
export function readGraph(file: Buffer): ReadGraph {
  const graph = bytesAt(file, 7)[0];
  if (!graph) throw new Error('not an ONNX file: there is no graph in it');
  const nodes = bytesAt(graph, 1).map((node) => ({
    op: textsAt(node, 4)[0] ?? '',
    inputs: textsAt(node, 1),
    outputs: textsAt(node, 2),
  }));
  const tensors = new Map<string, Tensor>();
  for (const tensor of bytesAt(graph, 5)) {
    const type = numbersAt(tensor, 2)[0] as TensorType;
    const bytes = bytesAt(tensor, 9)[0] ?? Buffer.alloc(0);
    tensors.set(textsAt(tensor, 8)[0] ?? '', { dims: numbersAt(tensor, 1), type, bytes });
  }
  return { nodes, tensors };
}

function bytesAt(message: Buffer, number: number): Buffer[] {
  return [...fieldsOf(message)].flatMap((each) =>
    each.number === number && Buffer.isBuffer(each.value) ? [each.value] : [],
  );
}

const textsAt = (message: Buffer, number: number): string[] => bytesAt(message, number).map(String);

/** Repeated numbers stand one by one, or packed into bytes. */
function numbersAt(message: Buffer, number: number): number[] {
  return [...fieldsOf(message)].flatMap((each) => {
    if (each.number !== number) return [];
    return typeof each.value === 'number' ? [each.value] : packed(each.value);
  });
}

function packed(bytes: Buffer): number[] {
  const numbers: number[] = [];
  let value = 0;
  let factor = 1;
  for (const byte of bytes) {
    value += (byte & 127) * factor;
    factor *= 128;
    if (byte > 127) continue;
    numbers.push(value);
    value = 0;
    factor = 1;
  }
  return numbers;
}

export type Attributes = Record<string, number | { float: number } | readonly number[]>;

/** Collects a graph and writes it as a file. */
export class GraphWriter {
  private readonly nodes: Buffer[] = [];
  private readonly tensors: Buffer[] = [];

  /** Adds a constant and gives its name. */
  constant(name: string, { dims, type, bytes }: Tensor): string {
    this.tensors.push(Buffer.concat([field(1, dims), field(2, type), field(8, name), field(9, bytes)]));
    return name;
  }

  /** Adds a node and gives the name of its (first) output. `com.microsoft:Op` is an operator of onnxruntime's own. */
  node(
    op: string,
    inputs: readonly string[],
    outputs: string | readonly string[],
    attributes: Attributes = {},
  ): string {
    const [name, domain] = op.split(':').reverse() as [string, string?];
    const given = typeof outputs === 'string' ? [outputs] : outputs;
    const parts = [
      field(1, inputs),
      field(2, given),
      field(4, name),
      field(5, Object.entries(attributes).map(attributeOf)),
    ];
    this.nodes.push(Buffer.concat([...parts, field(7, domain ?? '')]));
    return given[0]!;
  }

  file(inputs: Buffer[], outputs: Buffer[]): Buffer {
    const graph = [
      field(1, this.nodes),
      field(2, 'encoder'),
      field(5, this.tensors),
      field(11, inputs),
      field(12, outputs),
    ];
    const opsets = [
      Buffer.concat([field(1, ''), field(2, 17)]),
      Buffer.concat([field(1, 'com.microsoft'), field(2, 1)]),
    ];
    return Buffer.concat([field(1, 8), field(7, Buffer.concat(graph)), field(8, opsets)]);
  }
}

function attributeOf([name, value]: [string, Attributes[string]]): Buffer {
  const named = field(1, name);
  if (typeof value === 'number') return Buffer.concat([named, field(3, value), field(20, 2)]);
  if ('float' in value) return Buffer.concat([named, floatField(2, value.float), field(20, 1)]);
  return Buffer.concat([named, field(8, [...value]), field(20, 7)]);
}

/** The description of an input or output; a dimension with a name may be of any size. */
export function valueInfo(name: string, type: TensorType, dims: readonly (number | string)[]): Buffer {
  const shape = field(
    1,
    dims.map((dim) => (typeof dim === 'number' ? field(1, dim) : field(2, dim))),
  );
  return Buffer.concat([field(1, name), field(2, field(1, Buffer.concat([field(1, type), field(2, shape)])))]);
}
