/** MongoDB's limit, kept by every store, so that none takes what another would refuse. */
export const maxDocumentBytes = 16 * 1024 * 1024;

/** Characters of an id (for a projection: of group and id together). LMDB takes keys of 1,978 bytes; UTF-8 needs at most 3 a unit. */
export const maxIdLength = 600;

/** @throws RangeError when the id is empty or too long. */
export function checkId(...parts: string[]): void {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length === 0 || length > maxIdLength)
    throw new RangeError(`an id must have 1 to ${maxIdLength} characters, not ${length}`);
}

/** @throws RangeError when the text is larger than a document may be. */
export function checkSize(text: string): void {
  // A UTF-16 unit takes at most 3 bytes, so that most texts need no counting.
  if (text.length * 3 > maxDocumentBytes && Buffer.byteLength(text) > maxDocumentBytes) {
    throw new RangeError('the document is larger than 16 MiB');
  }
}

export const errorOf = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
