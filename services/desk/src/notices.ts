import type { Clock } from '@attune/messaging';

/** Changes within so many ms are told at once. */
const soonMs = 60;
/** Documents of another process may be a moment behind the stream: everybody is told again, ms after the last change. */
const againMs = 700;

/** Tells pages that something changed. */
export class Notices {
  private readonly soon = new Map<string, unknown>();
  private readonly again = new Map<string, unknown>();

  constructor(
    private readonly clock: Clock,
    private readonly send: (what: string) => void,
  ) {}

  /** `what`: a conversation, or `queue`. */
  changed(what: string): void {
    if (!this.soon.has(what)) this.schedule(this.soon, what, soonMs);
    const echo = this.again.get(what);
    if (echo !== undefined) this.clock.clearTimeout(echo);
    this.schedule(this.again, what, againMs);
  }

  stop(): void {
    for (const handle of [...this.soon.values(), ...this.again.values()]) this.clock.clearTimeout(handle);
  }

  private schedule(waiting: Map<string, unknown>, what: string, ms: number): void {
    const tell = () => {
      waiting.delete(what);
      this.send(what);
    };
    waiting.set(what, this.clock.setTimeout(tell, ms));
  }
}
