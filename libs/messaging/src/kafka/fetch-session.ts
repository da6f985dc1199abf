/** Where to read a partition at. */
export interface ReadAt {
  topic: string;
  partition: number;
  /** As kafkajs writes offsets: 64 bits, decimal. */
  offset: string;
}

export interface SessionRequest {
  sessionId: number;
  sessionEpoch: number;
  /** New, or read at another offset than the last request said. */
  changed: ReadAt[];
  forgotten: ReadAt[];
}

const lastEpoch = 2 ** 31 - 1;

/**
 * The reader's side of an incremental fetch session (KIP-227): the broker remembers which partitions are read and where, a request
 * names only what has changed, an answer only what there is. Without one, each fetch names all partitions and is answered for all,
 * and kafkajs makes a batch of each: with a hundred partitions that costs more than everything that is done with the records.
 */
export class FetchSession {
  private id = 0;
  /** 0 asks for a new session, and closes the one that is named. */
  private epoch = 0;
  private known = new Map<string, ReadAt>();

  /** `wanted` by any key that is the same for the same partition. To be followed by `answered` or `failed`. */
  next(wanted: ReadonlyMap<string, ReadAt>): SessionRequest {
    const known = this.epoch === 0 ? new Map<string, ReadAt>() : this.known;
    const changed = [...wanted].filter(([key, { offset }]) => known.get(key)?.offset !== offset).map(([, at]) => at);
    const forgotten = [...known].filter(([key]) => !wanted.has(key)).map(([, at]) => at);
    this.known = new Map(wanted);
    return { sessionId: this.id, sessionEpoch: this.epoch, changed, forgotten };
  }

  /** `sessionId` as the broker answered: 0 where it keeps no session for us. */
  answered(sessionId: number): void {
    if (sessionId === 0) this.epoch = 0;
    else this.epoch = this.epoch === lastEpoch ? 1 : this.epoch + 1;
    this.id = sessionId;
  }

  /** It is not known what the broker has seen of the last request, or it knows no such session: begin anew. */
  failed(): void {
    this.epoch = 0;
  }
}
