import type { StoredEffect } from '@attune/storage';
import type { DocumentKind, AnyEffect } from '../handlers';
import { laneKey } from './lanes';
import type { Clock, Logger } from './types';

export interface EffectsOptions {
  handlers: ReadonlyMap<string, AnyEffect>;
  clock: Clock;
  logger: Logger;
  /** What came of it, to be decided on. */
  onDone(kind: DocumentKind<object>, id: string, effect: StoredEffect, handler: AnyEffect, result: unknown): void;
  /** It crashed; take a new lease and run it again. */
  onCrashed(kind: DocumentKind<object>, id: string, effect: StoredEffect): void;
}

/** Runs what is to be done outside, after the write that stored it, apart from consuming. */
export class Effects {
  private readonly running = new Map<string, AbortController>();
  private stopped = false;

  constructor(private readonly options: EffectsOptions) {}

  get size(): number {
    return this.running.size;
  }

  isRunning(kind: DocumentKind<object>, id: string, effectId: string): boolean {
    return this.running.has(`${laneKey(kind, id)}|${effectId}`);
  }

  start(kind: DocumentKind<object>, id: string, effect: StoredEffect, personal: unknown): void {
    const key = `${laneKey(kind, id)}|${effect.id}`;
    const handler = this.options.handlers.get(effect.kind);
    if (!handler || this.stopped || this.running.has(key)) return;
    const abort = new AbortController();
    this.running.set(key, abort);
    void this.run(handler, effect, personal, abort).then(
      (result) => {
        this.running.delete(key);
        if (!this.stopped) this.options.onDone(kind, id, effect, handler, result);
      },
      (error: Error) => {
        this.options.logger.warn(
          { effect: effect.kind, id: effect.id, attempt: effect.attempts, error: error.message },
          'effect crashed',
        );
        const pause = Math.min(500 * 2 ** effect.attempts, 30_000);
        this.options.clock.setTimeout(() => {
          this.running.delete(key);
          if (!this.stopped) this.options.onCrashed(kind, id, effect);
        }, pause);
      },
    );
  }

  stop(): void {
    this.stopped = true;
    for (const abort of this.running.values()) abort.abort();
  }

  private async run(
    handler: AnyEffect,
    effect: StoredEffect,
    personal: unknown,
    abort: AbortController,
  ): Promise<unknown> {
    const limit = this.options.clock.setTimeout(() => abort.abort(), handler.leaseMs);
    try {
      return await handler.run({
        id: effect.id,
        args: effect.args,
        personal,
        attempt: effect.attempts,
        signal: abort.signal,
      });
    } finally {
      this.options.clock.clearTimeout(limit);
    }
  }
}
