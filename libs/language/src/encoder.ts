/** Turns texts into vectors that lie close together where the texts mean much the same: what learns from examples may use one. */
export interface Encoder {
  /** Kind and hash of its file: other numbers, other name. */
  readonly name: string;
  /** How many numbers a vector has: those of `layers` layers side by side, each of length 1. */
  readonly width: number;
  readonly layers: number;
  /**
   * Blocks for a few milliseconds a sentence. Any text: long ones are read at their beginning. The vector belongs to the encoder,
   * which remembers texts: do not write into it.
   */
  encode(text: string): Float32Array;
}
