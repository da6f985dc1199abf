import type { Progress } from './drive';

/** One line that says how far a run is. */
export function progressLine({ watch, startedAt, begun, of, waitingForStragglers }: Progress, now: number): string {
  const seconds = Math.max(0, (now - startedAt) / 1000);
  const count = { closed: 0, answered: 0, handedOver: 0, held: 0 };
  for (const { outcome, held, closedAt } of watch.turns.values()) {
    if (closedAt !== undefined) count.closed += 1;
    else if (held) count.held += 1;
    if (outcome === 'answered') count.answered += 1;
    if (outcome === 'handedOver') count.handedOver += 1;
  }
  const number = (n: number) => n.toLocaleString('en-US');
  const parts = [
    `${number(begun)}/${number(of)} conversations`,
    `${number(count.closed)} turns closed (${number(count.answered)} answered, ${number(count.handedOver)} handed over)`,
    `${number(watch.open())} open${count.held > 0 ? `, ${number(count.held)} of them held` : ''}`,
    `${seconds > 0 ? (count.closed / seconds).toFixed(0) : 0}/s`,
    `${seconds.toFixed(0)} s`,
  ];
  return waitingForStragglers ? `waiting for stragglers · ${parts.slice(1).join(' · ')}` : parts.join(' · ');
}

/** Writes over the same line at a terminal; elsewhere a line every ten seconds. */
export function showProgress(stream: NodeJS.WriteStream): { show(progress: Progress): void; end(): void } {
  let shown = 0;
  return {
    show(progress) {
      const now = Date.now();
      if (!stream.isTTY) {
        if (now - shown < 10_000) return;
        shown = now;
        stream.write(`${progressLine(progress, now)}\n`);
        return;
      }
      stream.write(`\r\u001b[2K${progressLine(progress, now).slice(0, stream.columns - 1)}`);
    },
    end() {
      if (stream.isTTY) stream.write('\r\u001b[2K');
    },
  };
}
