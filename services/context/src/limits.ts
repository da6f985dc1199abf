const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The customer may come back to an ended conversation for so long. */
export const reopenMs = 72 * hour;
export const earlierMs = 30 * day;

/** A turn without an outcome keeps its conversation open for so long. */
export const owingMs = day;

/** Silence that ends a conversation: in a chat people are gone after half an hour, elsewhere they answer in days. */
export const silenceMsOf = (channel: string): number => (channel === 'chat' ? 30 * minute : 72 * hour);

/** Bytes of a snapshot, clear and personal part together (protocols.md §1). */
export const maxSnapshotBytes = 16 * 1024;
export const maxRecent = 12;
export const maxExchangeCharacters = 600;
export const maxFacts = 40;
export const maxFactBytes = 500;
export const maxPromiseCharacters = 500;
export const maxAsked = 20;
export const maxMood = 5;
export const maxIntents = 20;
export const maxMatters = 10;
export const maxEnded = 5;
export const maxEarlier = 20;
export const maxTurns = 60;
export const maxReleased = 40;
export const maxConversationIds = 100;
export const maxContinued = 20;
