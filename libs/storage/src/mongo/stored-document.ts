import type { StoredDocument } from '../documents';
import { checkId } from '../limits';

/**
 * How MongoDB keeps a document. What is read by the runtime and by people in a shell are fields (the outbox must be: entries are
 * pulled out of it); `state` and `effects` are JSON text. The text costs a third of the time that nested BSON takes, and it brings
 * back exactly what was given: BSON has its own ideas about dates, `$ref` and `_bsontype`. Names with `.` or `$` inside
 * positions and headers need MongoDB 5 or later.
 */
export interface MongoDocument extends Omit<StoredDocument, 'state' | 'effects'> {
  state?: string;
  effects: string;
}

/** @throws TypeError or RangeError when the document cannot be stored. */
export function toMongo(document: StoredDocument): MongoDocument {
  checkId(document._id);
  return { ...document, state: JSON.stringify(document.state), effects: JSON.stringify(document.effects) };
}

export function fromMongo({ state, effects, ...rest }: MongoDocument): StoredDocument {
  return { ...rest, state: state === undefined ? undefined : JSON.parse(state), effects: JSON.parse(effects) };
}
