import type { ProjectionHandler, RecordedEvent } from '../handlers';
import type { Clock, Logger } from './types';

const maxEvents = 500;

/** Collects what projections read, and writes it a batch at a time; a batch that fails is written again. */
export class Projections {
  private readonly buffers = new Map<ProjectionHandler, { recorded: RecordedEvent[]; done: (() => void)[] }>();
  private timer: unknown;
  private writing: Promise<void> | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly lingerMs: number,
  ) {}

  add(handler: ProjectionHandler, recorded: RecordedEvent): Promise<void> {
    const buffer = this.buffers.get(handler) ?? { recorded: [], done: [] };
    this.buffers.set(handler, buffer);
    buffer.recorded.push(recorded);
    if (buffer.recorded.length >= maxEvents) this.begin();
    else this.timer ??= this.clock.setTimeout(() => this.begin(), this.lingerMs);
    return new Promise((resolve) => buffer.done.push(resolve));
  }

  get size(): number {
    return [...this.buffers.values()].reduce((sum, { recorded }) => sum + recorded.length, 0);
  }

  async flush(): Promise<void> {
    this.begin();
    await this.writing;
  }

  private begin(): void {
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
    this.writing ??= this.write().finally(() => {
      this.writing = undefined;
      if (this.size > 0) this.timer ??= this.clock.setTimeout(() => this.begin(), this.lingerMs);
    });
  }

  private async write(): Promise<void> {
    for (const [handler, { recorded, done }] of [...this.buffers]) {
      this.buffers.delete(handler);
      for (let pause = 100; ; pause = Math.min(pause * 2, 5000)) {
        try {
          await handler.write(recorded);
          break;
        } catch (error) {
          this.logger.warn(
            { handler: handler.id, error: (error as Error).message },
            'projection not written, trying again',
          );
          await new Promise<void>((resolve) => this.clock.setTimeout(resolve, pause));
        }
      }
      for (const resolve of done) resolve();
    }
  }
}
