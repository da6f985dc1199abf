import type { SeenEvent } from '../events/seen-event';

/** Their events keep the sequence of what they translate, so that each of their types has its own. */
const translators = new Set(['intent', 'knowledge']);
/** Sequences remembered below the first that was seen of a stream: of one that began before, they are not expected. */
const remembered = 200;

interface Stream {
  highest: number;
  /** Below the highest, and not yet seen. */
  missing: Set<number>;
}

/**
 * Watches that events of one subject come in the order of their sequence. The same event twice is allowed (at least once); one
 * that is seen for the first time behind a later one is an inversion.
 */
export class Order {
  private readonly streams = new Map<string, Stream>();
  inversions = 0;
  /** Events that came again. */
  duplicates = 0;

  /** Whether the event is seen for the first time. */
  take({ service, type, subject, sequence }: SeenEvent): boolean {
    if (service === 'dead-letters') return true; // their sequences are offsets of other streams
    const key = translators.has(service) ? `${subject} ${type}` : `${subject} ${service}`;
    const stream = this.streams.get(key);
    if (!stream) {
      this.streams.set(key, { highest: sequence, missing: between(Math.max(0, sequence - remembered), sequence) });
      return true;
    }
    if (sequence > stream.highest) {
      for (const skipped of between(stream.highest, sequence)) stream.missing.add(skipped);
      stream.highest = sequence;
      return true;
    }
    if (stream.missing.delete(sequence)) {
      this.inversions += 1;
      return true;
    }
    this.duplicates += 1;
    return false;
  }
}

/** The whole numbers between two, neither included. */
function between(low: number, high: number): Set<number> {
  const numbers = new Set<number>();
  for (let n = low + 1; n < high; n++) numbers.add(n);
  return numbers;
}
