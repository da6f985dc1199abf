import type { BusRecord } from '@attune/messaging';
import { Arrivals, type Seen } from './arrivals';

/** What a story of the small services leaves behind. */
export interface Story {
  /** One line a finding; empty: nothing wrong. */
  violations: string[];
  events: number;
  turns: number;
  handoffs: number;
  /** Virtual ms. */
  tookMs: number;
}

/** What must have come of a story when all is healed and at rest. */
export interface Expected {
  /** Turns that the door has accepted. */
  accepted: number;
  /** Unreadable events that strangers wrote, by the place that they are about. */
  poisoned: readonly string[];
}

/**
 * Judges the small services: `take` looks at each record in the step in which it is on the bus, `end` at what must have come of it all. Shares
 * nothing with them but the names of their events.
 */
export class Checker {
  readonly violations: string[] = [];
  readonly events: Seen[] = [];
  private readonly arrivals = new Arrivals((what) => this.violations.push(what));
  private readonly outcomes = new Map<string, number>();
  private readonly released = new Set<string>();
  private readonly control = new Map<string, { holder: string; epoch: number }>();
  private readonly highest = new Map<string, number>();

  take(record: BusRecord): void {
    const event = this.arrivals.take(record);
    if (!event) return;
    this.events.push(event);
    if (event.name === 'Closed') this.closed(event);
    if (event.name === 'Released') this.releases(event);
    if (event.name === 'Released' || event.name === 'Closed') this.underEpoch(event);
    if (event.name === 'Decided') this.decided(event);
  }

  get turns(): number {
    return this.named('Said').length;
  }

  /** Every turn that was said so far has its outcome; called when the deadline has passed. */
  answered(): void {
    for (const { subject, data } of this.named('Said')) {
      const turn = `${subject} turn ${String(data['turn'])}`;
      if (!this.outcomes.has(turn)) this.violations.push(`${turn} is past its deadline and has no outcome`);
    }
  }

  end({ accepted, poisoned }: Expected, ledger: ReadonlyMap<string, number>): void {
    const { violations } = this;
    if (this.turns !== accepted) violations.push(`${accepted} turns were accepted, ${this.turns} were published`);
    const asked = this.named('Decided').filter(
      ({ data }) => data['turn'] !== undefined && data['holder'] === 'automation',
    ).length;
    if (ledger.size !== asked) violations.push(`${asked} actions were wanted, ${ledger.size} were done`);
    const answers = this.named('Answered').length;
    if (answers !== asked) violations.push(`${asked} answers were wanted, ${answers} were published`);
    for (const [place, { holder }] of this.control)
      if (holder !== 'automation') violations.push(`${place} was never given back by the ${holder}`);
    this.letters(poisoned);
  }

  named(name: string): Seen[] {
    return this.events.filter((event) => event.name === name);
  }

  private closed({ subject, data }: Seen): void {
    const turn = `${subject} turn ${String(data['turn'])}`;
    const n = (this.outcomes.get(turn) ?? 0) + 1;
    this.outcomes.set(turn, n);
    if (n > 1) this.violations.push(`${turn} has ${n} outcomes`);
  }

  private releases({ subject, data }: Seen): void {
    for (const turn of data['turns'] as number[]) {
      const key = `${subject} turn ${turn}`;
      if (this.released.has(key)) this.violations.push(`${key} was released twice`);
      this.released.add(key);
    }
  }

  private underEpoch({ subject, data, name }: Seen): void {
    const epoch = Number(data['epoch'] ?? data['seen']);
    const before = this.highest.get(subject) ?? 0;
    if (name === 'Released' && data['by'] === 'automation' && epoch < before)
      this.violations.push(`${subject}: automation released at epoch ${epoch} after ${before}`);
    this.highest.set(subject, Math.max(before, epoch));
  }

  private decided({ subject, data }: Seen): void {
    const before = this.control.get(subject) ?? { holder: 'automation', epoch: 1 };
    const [holder, epoch, why] = [String(data['holder']), Number(data['epoch']), String(data['why'])];
    const moved = holder !== before.holder;
    if (epoch !== before.epoch + (moved ? 1 : 0))
      this.violations.push(
        `${subject}: epoch ${before.epoch} → ${epoch} while the holder ${moved ? 'moved' : 'stayed'}`,
      );
    if (moved && why === 'asked' && data['quoted'] !== before.epoch)
      this.violations.push(
        `${subject}: epoch ${String(data['quoted'])} was quoted at ${before.epoch}, and moved the holder`,
      );
    this.control.set(subject, { holder, epoch });
  }

  /** What nobody can read is a dead letter, nothing else is, and its customer gets a person. */
  private letters(poisoned: readonly string[]): void {
    const wanted = [...poisoned].sort();
    const letters = this.named('EventDeadLettered');
    const found = letters.map(({ subject }) => subject).sort();
    if (found.join() !== wanted.join())
      this.violations.push(
        `dead letters about ${wanted.join(', ') || 'nothing'} were expected, they are about ${found.join(', ') || 'nothing'}: ` +
          letters.map(({ data }) => String(data['reason'])).join('; '),
      );
    for (const place of new Set(poisoned)) {
      const person = this.named('Decided').some(({ subject, data }) => subject === place && data['holder'] === 'queue');
      if (!person) this.violations.push(`${place} was poisoned and never got a person`);
    }
  }
}
