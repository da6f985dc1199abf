import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const ticksASecond = 100; // sysconf(_SC_CLK_TCK) on Linux

/** CPU seconds that these processes have used so far, user and system. */
export function cpuSeconds(pids: readonly (number | undefined)[]): number {
  return pids.reduce<number>((sum, pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      return sum + (Number(fields[11]) + Number(fields[12])) / ticksASecond;
    } catch {
      return sum; // gone
    }
  }, 0);
}

/** Resident memory, MB. */
export function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}

export const percentile = (sorted: readonly number[], p: number): number =>
  sorted.length === 0 ? NaN : sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))]!;

export interface Measured {
  turns: number;
  seconds: number;
  perSecond: number;
  p50: number;
  p99: number;
  cpuMsATurn: number;
}

/** Who says something, and how the end of it is recognised. */
export interface Target {
  /** Publishes one message of customer `n`, of each customer one at a time. */
  say(customers: readonly number[]): Promise<void>;
  /** Called by the target when customer `n` has an answer. */
  onAnswer(listener: (customer: number) => void): void;
  pids(): readonly (number | undefined)[];
}

const drainMs = 30_000;

/**
 * Flat out (`rate` absent): `customers` at a time, each speaks again as soon as it is answered. At a rate: so many a second, whoever
 * is free speaks. The first `warmUpMs` are not counted.
 */
export async function load(
  target: Target,
  options: { customers: number; rate?: number; warmUpMs: number; ms: number },
): Promise<Measured> {
  const { customers, rate, warmUpMs, ms } = options;
  const saidAt = new Map<number, number>();
  const free: number[] = Array.from({ length: customers }, (_, i) => i);
  const times: number[] = [];
  const begin = performance.now();
  let counting = false;
  let waiting: number[] = [];
  let sending: Promise<void> | undefined;
  let over = false;

  const send = async () => {
    while (waiting.length > 0) {
      const now = waiting;
      waiting = [];
      await target.say(now);
    }
    sending = undefined;
  };
  const say = (customer: number) => {
    saidAt.set(customer, performance.now());
    waiting.push(customer);
    sending ??= Promise.resolve().then(send);
  };
  target.onAnswer((customer) => {
    const at = saidAt.get(customer);
    if (at === undefined) return;
    saidAt.delete(customer);
    if (counting) times.push(performance.now() - at);
    if (over) return;
    if (rate === undefined) say(customer);
    else free.push(customer);
  });

  let timer: NodeJS.Timeout | undefined;
  if (rate === undefined) free.splice(0).forEach(say);
  else {
    let said = 0;
    timer = setInterval(() => {
      for (const due = ((performance.now() - begin) / 1000) * rate; said < due; said++) {
        const customer = free.shift();
        if (customer !== undefined) say(customer);
      }
    }, 5);
  }
  await new Promise((resolve) => setTimeout(resolve, warmUpMs));
  const cpuBefore = cpuSeconds(target.pids());
  const countedFrom = performance.now();
  counting = true;
  await new Promise((resolve) => setTimeout(resolve, ms));
  counting = false;
  const seconds = (performance.now() - countedFrom) / 1000;
  const cpu = cpuSeconds(target.pids()) - cpuBefore;
  over = true;
  clearInterval(timer);
  // The next load must not take an answer to this one for its own.
  for (let waited = 0; saidAt.size > 0 && waited < drainMs; waited += 50) await new Promise((go) => setTimeout(go, 50));
  const turns = times.length;
  times.sort((a, b) => a - b);
  return {
    turns,
    seconds,
    perSecond: turns / seconds,
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    cpuMsATurn: (cpu * 1000) / turns,
  };
}
