import type { Clock } from '@attune/messaging';

interface Task {
  at: number;
  order: number;
  run: () => void;
  gone: boolean;
}

/** Time that passes only when nothing else is left to do: days of waiting take milliseconds. */
export class VirtualClock implements Clock {
  private time: number;
  private order = 0;
  private readonly heap: Task[] = [];
  /** Tasks run so far. */
  steps = 0;

  constructor(start = Date.parse('2026-03-02T09:00:00.000Z')) {
    this.time = start;
  }

  /** Whole ms, as clocks tell it; between them things have an order too. */
  now(): number {
    return Math.floor(this.time);
  }

  setTimeout(run: () => void, ms: number): Task {
    const task = { at: this.time + Math.max(0, ms), order: this.order++, run, gone: false };
    this.push(task);
    return task;
  }

  clearTimeout(handle: unknown): void {
    if (handle) (handle as Task).gone = true;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.setTimeout(resolve, ms));
  }

  /** Runs until `done` or until this many virtual ms have passed; true if `done`. */
  async run(done: () => boolean, limitMs: number): Promise<boolean> {
    const end = this.time + limitMs;
    for (;;) {
      await settled();
      if (done()) return true;
      const task = this.pop();
      if (!task || task.at > end) {
        if (task) this.push(task);
        this.time = Math.max(this.time, end);
        return done();
      }
      if (task.gone) continue;
      this.time = Math.max(this.time, task.at);
      this.steps++;
      task.run();
    }
  }

  private push(task: Task): void {
    const { heap } = this;
    let i = heap.push(task) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(heap[i]!, heap[parent]!)) break;
      [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
      i = parent;
    }
  }

  private pop(): Task | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
    heap[0] = last;
    for (let i = 0; ;) {
      const left = 2 * i + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && before(heap[right]!, heap[left]!) ? right : left;
      if (!before(heap[child]!, heap[i]!)) break;
      [heap[i], heap[child]] = [heap[child]!, heap[i]!];
      i = child;
    }
    return top;
  }
}

const before = (a: Task, b: Task): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** All promises that can go on without time passing have gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
