import type { LetterLine, LetterPage } from '@attune/messaging';

const states: Record<string, string> = {
  sentAgain: 'sent again',
  mended: 'mended',
  discarded: 'discarded',
  open: 'open',
};

/** A line a letter, oldest first. */
export function listOf(letters: readonly LetterLine[], all: boolean): string {
  const shown = all ? letters : letters.filter(({ state }) => state === 'open');
  const others = letters.length - shown.length;
  const more = others > 0 ? `${others} more are dealt with: --all shows them.` : '';
  if (shown.length === 0) return ['No letter is open.', more].filter((part) => part !== '').join(' ');
  const lines = shown.map(
    ({ id, at, state, service, type, subject, handler, kind, reason }) =>
      `${id}  ${at.slice(0, 19)}Z  ${(states[state] ?? state).padEnd(10)}  ${service.padEnd(10)}  ${shortType(type)}  ${subject}\n` +
      `    ${kind} in ${handler}: ${reason}`,
  );
  return [...lines, ...(more === '' ? [] : [more])].join('\n');
}

const shortType = (type: string) => type.replace(/^attune\./, '').replace(/\.v1$/, '');

/** Everything about one, and what can be done. */
export function pageOf(letter: LetterPage): string {
  const { id, at, state, service, handler, kind, reason, type, subject, conversationId, origin, settled, headers } =
    letter;
  const facts: [string, string | undefined][] = [
    ['letter', id],
    ['written', at],
    ['state', states[state] ?? state],
    ['failed in', `${handler} (${service})`],
    ['because', `${kind}: ${reason}`],
    ['event', `${type} ${origin.id ?? ''}`.trim()],
    ['subject', subject],
    ['conversation', conversationId],
    ['stood at', `${origin.topic} partition ${origin.partition} offset ${origin.offset}`],
    ...settled.map(({ how, at: when, why, agentId, sentAs }): [string, string] => [
      states[how] ?? how,
      [when, agentId && `by ${agentId}`, sentAs && `as ${sentAs}`, why].filter(Boolean).join(', '),
    ]),
  ];
  const body = 'body' in letter ? JSON.stringify(letter.body, null, 2) : `(not JSON) ${letter.text}`;
  return [
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(13)}${value}`])),
    '',
    'headers',
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
    '',
    'value',
    body,
    ...(state === 'open'
      ? [
          '',
          'Send it again as it is (the cause is mended): attune dead-letters again ' + id,
          'Send it mended ({"data": …} as above, mended):  attune dead-letters mend ' + id + ' --file body.json',
          'Put it aside for good:                         attune dead-letters discard ' + id + ' --why "…"',
        ]
      : []),
  ].join('\n');
}
