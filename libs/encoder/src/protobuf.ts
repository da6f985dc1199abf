/** As much of the wire format of protocol buffers as an ONNX file needs: fields of a message in, fields of a message out. */
export interface Field {
  number: number;
  /** Varint fields as a number, all others as their bytes. */
  value: number | Buffer;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** The fields of a message, in the order of the file; bytes are views, not copies. @throws RangeError where it is cut off */
export function* fieldsOf(message: Buffer): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = message.readUInt8(at++);
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const kind = tag & 7;
    if (kind === VARINT) {
      yield { number, value: varint() };
      continue;
    }
    const length = kind === BYTES ? varint() : kind === FIXED64 ? 8 : kind === FIXED32 ? 4 : NaN;
    if (!(at + length <= message.length))
      throw new RangeError(`A field of ${length} bytes at ${at} goes beyond the end`);
    yield { number, value: message.subarray(at, at + length) };
    at += length;
  }
}

/** One field; a list writes the field once for each item. Strings are UTF-8, numbers varints (not negative). */
export function field(number: number, value: number | string | Buffer | readonly (number | string | Buffer)[]): Buffer {
  if (Array.isArray(value)) return Buffer.concat(value.map((item: number | string | Buffer) => field(number, item)));
  if (typeof value === 'number') return Buffer.concat([varintOf(number * 8 + VARINT), varintOf(value)]);
  const bytes = typeof value === 'string' ? Buffer.from(value) : (value as Buffer);
  return Buffer.concat([varintOf(number * 8 + BYTES), varintOf(bytes.length), bytes]);
}

/** A field of four bytes: a float. */
export function floatField(number: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([varintOf(number * 8 + FIXED32), bytes]);
}

function varintOf(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}
