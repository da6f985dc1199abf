import {
  deadLetterSettled,
  eventDeadLettered,
  type AttuneEvent,
  type DeadLetterSettled,
  type EventDeadLettered,
} from '@attune/contracts';
import type { Bus, BusRecord } from '../bus';
import type { AnyDefinition } from '../handlers';
import { decode } from '../runtime/codec';
import type { Letter, Settled } from './letter';

const wanted = new Map<string, AnyDefinition>([
  [eventDeadLettered.type, eventDeadLettered],
  [deadLetterSettled.type, deadLetterSettled],
]);

/** Dead letters as their topic tells them: letters, and behind each what was done about it. */
export class LetterBook {
  private readonly letters = new Map<string, Letter>();

  /** Records of `attune.dead-letters`, in the order of their partition; twice is once. */
  take(record: BusRecord): void {
    const decoded = decode(record, wanted);
    if (!('event' in decoded)) return;
    const { event } = decoded;
    if (event.type === eventDeadLettered.type) this.write(event as EventDeadLettered);
    else this.settle(event as DeadLetterSettled);
  }

  /** Oldest first. */
  all(): Letter[] {
    return [...this.letters.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  get(id: string): Letter | undefined {
    return this.letters.get(id);
  }

  private write({ id, recordedTime, source, correlationId, origin, domainVersion, data }: EventDeadLettered): void {
    if (this.letters.has(id)) return;
    this.letters.set(id, { id, at: recordedTime, source, correlationId, origin, domainVersion, data, settled: [] });
  }

  private settle({ data, recordedTime, sequence }: DeadLetterSettled & AttuneEvent): void {
    const letter = this.letters.get(data.letterId);
    if (!letter || sequence <= letter.settled.length) return; // unknown, or told before
    const { how, why, sentAs, agentId } = data;
    const settled: Settled = {
      how,
      at: recordedTime,
      ...(why !== undefined && { why }),
      ...(sentAs !== undefined && { sentAs }),
      ...(agentId !== undefined && { agentId }),
    };
    this.letters.set(letter.id, { ...letter, settled: [...letter.settled, settled] });
  }
}

/** Everything that the topic holds now. Reads all of it: for people, not for a hot path. */
export async function readLetters(bus: Bus): Promise<LetterBook> {
  const book = new LetterBook();
  let following: Promise<{ stop(): Promise<void> }> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      following = bus.follow({
        topics: [eventDeadLettered.topic],
        from: 'start',
        onRecord: (record) => book.take(record),
        onCaughtUp: resolve,
        onFatal: reject,
      });
      following.catch(reject);
    });
  } finally {
    await following?.then((follower) => follower.stop()).catch(() => undefined);
  }
  return book;
}
