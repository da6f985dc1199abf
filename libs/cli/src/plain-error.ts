/** Something that the person at the terminal can mend: shown as it stands, without a stack. */
export class PlainError extends Error {
  override name = 'PlainError';

  constructor(
    /** What is wrong, and where. */
    what: string,
    /** What to do about it, as a sentence. */
    readonly mend?: string,
  ) {
    super(mend === undefined ? what : `${what}\n${mend}`);
  }
}
