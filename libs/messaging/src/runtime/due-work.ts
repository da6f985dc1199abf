import type { DocumentStore } from '@attune/storage';
import type { DocumentKind, TimerReaction } from '../handlers';
import type { Committer } from './committer';
import type { Effects } from './effects';
import type { Gate } from './gate';
import { leaseInput, timerInput } from './inputs';
import type { Intake } from './intake';
import { laneKey } from './lanes';
import { fromParked } from './parking';
import type { Reading } from './reading';
import type { Clock, Logger } from './types';

export interface DueWorkOptions {
  store: DocumentStore;
  committer: Committer;
  effects: Effects;
  intake: Intake;
  gate: Gate;
  reading: Reading;
  clock: Clock;
  logger: Logger;
  /** By `collection|timer`. */
  timers: ReadonlyMap<string, TimerReaction>;
  leaseOf(effectKind: string): number;
}

/** What is to be done when something has fallen due: a timer, a lease, a parked conversation. Each is under way once. */
export class DueWork {
  private readonly underWay = new Set<string>();
  private stopped = false;

  constructor(private readonly options: DueWorkOptions) {}

  stop(): void {
    this.stopped = true;
  }

  /** Decides a timer, once the service has read its inputs up to when it fell due. */
  async timer(kind: DocumentKind<object>, id: string, name: string, dueAt: number): Promise<void> {
    const key = `${laneKey(kind, id)}|${name}|${dueAt}`;
    if (this.underWay.has(key)) return;
    this.underWay.add(key);
    const reaction = this.options.timers.get(`${kind.collection}|${name.split(':', 1)[0]}`);
    if (reaction && !reaction.early && this.options.intake.topics.length > 0) await this.inputsReadUpTo(dueAt);
    if (this.stopped) return;
    const input = timerInput(reaction, id, name, dueAt, () => this.underWay.delete(key));
    this.options.committer.add(kind, id, input);
  }

  /** Runs an effect again whose runner is gone, or (`ours`: its attempts) has crashed here. */
  lease(kind: DocumentKind<object>, id: string, effectId: string, ours?: { kind: string; attempts: number }): void {
    const { effects, committer, clock, reading, leaseOf } = this.options;
    if (this.stopped || effects.isRunning(kind, id, effectId)) return;
    const until = (effectKind: string) => clock.now() + leaseOf(effectKind);
    const input = leaseInput(id, effectId, until, ours?.attempts, (effect) => {
      // The lease is ours: only a moment later, again.
      const again = () => clock.setTimeout(() => this.lease(kind, id, effectId, effect), 500);
      reading.load(kind, [id]).then((found) => {
        const seen = found.get(id);
        if (seen?.hidden) again();
        else effects.start(kind, id, effect, seen?.effectPersonal[effect.id]);
      }, again);
    });
    committer.add(kind, id, input);
  }

  /** Takes what is parked for a document, in order, until something is not ready. */
  async parked(kind: DocumentKind<object>, id: string): Promise<void> {
    const { store, clock, intake, logger } = this.options;
    const key = `${laneKey(kind, id)}|parked`;
    if (this.underWay.has(key)) return;
    this.underWay.add(key);
    try {
      for (;;) {
        const parked = (await store.documents(kind.collection).load([id])).get(id)?.parked;
        if (!parked || parked.nextAt > clock.now() || this.stopped) return;
        await intake.drain(kind, id, fromParked(parked.pending[0]!));
      }
    } catch (error) {
      logger.warn({ error: (error as Error).message }, 'parked events not looked at, later again');
    } finally {
      this.underWay.delete(key);
    }
  }

  private async inputsReadUpTo(dueAt: number): Promise<void> {
    const { gate, clock, logger } = this.options;
    for (let pause = 100; !this.stopped; pause = Math.min(pause * 2, 2000)) {
      try {
        return await gate.pass(dueAt);
      } catch (error) {
        logger.warn({ error: (error as Error).message }, 'could not learn how far inputs are, a timer waits');
        await new Promise<void>((resolve) => clock.setTimeout(resolve, pause));
      }
    }
  }
}
