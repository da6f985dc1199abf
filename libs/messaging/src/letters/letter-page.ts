import { bodyOf } from './settle-letter';
import type { Letter } from './letter';

/** One line of a list of letters: nothing of the event's content. */
export function letterLine(letter: Letter) {
  const { id, at, data, settled } = letter;
  const { service, handler, kind, reason, subject, conversationId, origin } = data;
  return {
    id,
    at,
    state: settled.at(-1)?.how ?? ('open' as const),
    service,
    handler,
    kind,
    reason,
    type: origin.type ?? data.headers['ce_type'] ?? 'unknown',
    subject,
    ...(conversationId !== undefined && { conversationId }),
  };
}
export type LetterLine = ReturnType<typeof letterLine>;

/** Everything about a letter, for whoever mends it. What was personal stands in it as encrypted as it came. */
export function letterPage(letter: Letter) {
  const { data, settled } = letter;
  const body = bodyOf(letter);
  return {
    ...letterLine(letter),
    origin: data.origin,
    settled,
    headers: data.headers,
    ...(body === undefined ? { text: Buffer.from(data.value, 'base64').toString('utf8') } : { body }),
  };
}
export type LetterPage = ReturnType<typeof letterPage>;
