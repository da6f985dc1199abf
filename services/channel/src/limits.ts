/** Characters of one message (protocols.md §1); a longer one is refused at the door. */
export const maxTextCharacters = 16_000;
/**
 * Bytes of the texts of one turn as JSON. With a snapshot of 16 KiB and in base64 a turn then stays below the 64 KiB of an event,
 * also where later events carry an assessment besides.
 */
export const maxTurnBytes = 24_000;
export const maxBurstMessages = 20;

/** Ids of messages that are remembered, so that each is accepted once. */
export const seenKept = 256;
export const closedTurnsKept = 30;
export const repliesKept = 64;
export const releasesKept = 30;
export const conversationsKept = 5;
export const handoffsKept = 5;
export const historyKept = 30;
/** Characters of all texts in the history. */
export const historyCharacters = 12 * 1024;
/** Characters of one text in it: a pasted letter should not push everything else out. */
export const historyTextCharacters = 4_000;

export const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text));
