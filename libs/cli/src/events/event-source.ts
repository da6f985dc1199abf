import type { SeenEvent } from './seen-event';

export interface Following {
  topics: readonly string[];
  /** `start`: everything that is kept; a number: epoch ms. */
  from: 'start' | 'end' | number;
  onEvent(event: SeenEvent): void;
  /** Called once when everything that existed before has been handed over. */
  onCaughtUp?(): void;
  /** The source was away: events may have been missed. */
  onGap?(): void;
  /** It cannot go on. */
  onLost(error: Error): void;
}

/** Where events are seen: the bus itself, or the stream that insights shows. */
export interface EventSource {
  /** Resolves when it is settled where it begins. */
  follow(following: Following): Promise<{ stop(): Promise<void> }>;
  close(): Promise<void>;
}
