import type { Clock, Runtime } from '@attune/messaging';
import { handoffs, isOpen, isTaken, type DeskHandoff } from './state';

/** How old the board may be, ms: pages ask again with every notice, mostly at the same time. */
const maxAgeMs = 250;

/** All open handoffs, for pages. Read from the store at most once in a while, however many people look. */
export class Board {
  private read: { at: number; handoffs: Promise<DeskHandoff[]> } | undefined;

  constructor(
    private readonly runtime: Runtime,
    private readonly clock: Clock,
  ) {}

  /** Most urgent first, then by how long they wait. */
  async open(): Promise<DeskHandoff[]> {
    const now = this.clock.now();
    if (!this.read || now - this.read.at > maxAgeMs) {
      const fresh = { at: now, handoffs: this.load() };
      fresh.handoffs.catch(() => this.read === fresh && (this.read = undefined));
      this.read = fresh;
    }
    return this.read.handoffs;
  }

  /** Conversations that this person has accepted. */
  async heldBy(agentId: string): Promise<DeskHandoff[]> {
    return (await this.open()).filter((one) => isTaken(one) && one.stage.agentId === agentId);
  }

  private async load(): Promise<DeskHandoff[]> {
    const all = await this.runtime.list(handoffs);
    return all
      .map(({ state }) => state)
      .filter(isOpen)
      .sort((a, b) => b.priority - a.priority || a.requestedAt.localeCompare(b.requestedAt));
  }
}
