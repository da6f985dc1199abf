/** Directions of passages, one byte a number: compared with a query's in whole numbers, which is faster than in floating point. */
export class Vectors {
  private bytes = new Int8Array(0);
  private readonly rowOf = new Map<string, number>();
  private readonly idAt: string[] = [];

  constructor(private readonly width: number) {}

  has(id: string): boolean {
    return this.rowOf.has(id);
  }

  set(id: string, vector: Float32Array): void {
    const row = this.rowOf.get(id) ?? this.idAt.length;
    if ((row + 1) * this.width > this.bytes.length) {
      const larger = new Int8Array(Math.max(64 * this.width, this.bytes.length * 2));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes.set(bytesOf(vector), row * this.width);
    this.rowOf.set(id, row);
    this.idAt[row] = id;
  }

  /** The last row takes the place of the one that goes. */
  delete(id: string): void {
    const row = this.rowOf.get(id);
    if (row === undefined) return;
    const last = this.idAt.length - 1;
    const moved = this.idAt.pop()!;
    this.rowOf.delete(id);
    if (row === last) return;
    this.bytes.copyWithin(row * this.width, last * this.width, (last + 1) * this.width);
    this.idAt[row] = moved;
    this.rowOf.set(moved, row);
  }

  /** Those most alike, most alike first, with their cosines. */
  nearest(vector: Float32Array, limit: number): { id: string; cosine: number }[] {
    const query = bytesOf(vector);
    const best: { row: number; sum: number }[] = [];
    for (let row = 0; row < this.idAt.length; row++) {
      const sum = this.product(query, row);
      if (best.length === limit && sum <= best[limit - 1]!.sum) continue;
      let at = best.length;
      while (at > 0 && best[at - 1]!.sum < sum) at--;
      best.splice(at, 0, { row, sum });
      if (best.length > limit) best.pop();
    }
    return best.map(({ row, sum }) => ({ id: this.idAt[row]!, cosine: sum / (127 * 127) }));
  }

  cosine(vector: Float32Array, id: string): number {
    const row = this.rowOf.get(id);
    return row === undefined ? 0 : this.product(bytesOf(vector), row) / (127 * 127);
  }

  private product(query: Int8Array, row: number): number {
    const { bytes, width } = this;
    const base = row * width;
    let a = 0;
    let b = 0;
    for (let i = 0; i + 1 < width; i += 2) {
      a = (a + query[i]! * bytes[base + i]!) | 0;
      b = (b + query[i + 1]! * bytes[base + i + 1]!) | 0;
    }
    return a + b;
  }
}

function bytesOf(vector: Float32Array): Int8Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const unit = 127 / (Math.sqrt(squares) || 1);
  return Int8Array.from(vector, (value) => Math.round(value * unit));
}
