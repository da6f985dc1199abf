import type { Figures } from './figures';

const number = (n: number) => n.toLocaleString('en-US');

/** The figures as people read them. */
export function tableOf(figures: Figures): string {
  const { agents } = figures;
  const share = (n: number) => (figures.turns === 0 ? '' : `${((100 * n) / figures.turns).toFixed(1)} %`);
  const rows: [string, string, string?][] = [
    ['conversations', number(figures.conversations)],
    ['messages said', number(figures.messages), notSaid(figures)],
    ['turns', number(figures.turns), `${figures.turnsPerSecond} a second, over ${figures.seconds} s`],
    ['  answered', number(figures.answered), share(figures.answered)],
    ['  handed over', number(figures.handedOver), share(figures.handedOver)],
    ['  taken along', number(figures.takenAlong), share(figures.takenAlong)],
    ['  superseded', number(figures.superseded), share(figures.superseded)],
    ...(figures.forgotten > 0 ? [['  forgotten', number(figures.forgotten)] as [string, string]] : []),
    ['held first', number(figures.held), 'got a holding notice before they were closed'],
    ['none', number(figures.none), figures.none > 0 ? 'NEVER CLOSED' : 'never closed'],
    ['twice', number(figures.twice), figures.twice > 0 ? 'CLOSED OR ANSWERED TWICE' : 'closed or answered twice'],
    ['inversions', number(figures.inversions), figures.inversions > 0 ? 'AGAINST THEIR ORDER' : 'against their order'],
    ['dead letters', number(figures.deadLetters), figures.deadLetters > 0 ? 'see: attune dead-letters list' : ''],
    ['p50 / p99', `${number(figures.p50Ms)} / ${number(figures.p99Ms)} ms`, 'from acceptance to the close of the turn'],
    [
      '  as seen here',
      `${number(figures.clientP50Ms)} / ${number(figures.clientP99Ms)} ms`,
      'from saying it to seeing the close',
    ],
    [
      'at the desk',
      number(agents.accepted),
      `accepted; ${agents.replied} replies, ${agents.returned} handed back, ${agents.closed} closed`,
    ],
  ];
  const lines = rows.map(([name, value, note]) => `${name.padEnd(16)}${value.padStart(16)}${note ? `   ${note}` : ''}`);
  if (figures.gaps > 0)
    lines.push('', `The stream of events broke ${figures.gaps} times: "none" and "inversions" cannot be trusted.`);
  return lines.join('\n');
}

function notSaid({ refused, unsaid }: Figures): string {
  const parts = [refused > 0 && `${number(refused)} refused`, unsaid > 0 && `${number(unsaid)} not said`];
  return parts.filter((part) => part !== false).join(', ');
}
