import {
  againTopicOf,
  catalogue,
  deadLetterSettled,
  factId,
  services,
  toHeaders,
  type DeadLetterSettled,
} from '@attune/contracts';
import type { OutRecord } from '../bus';
import { instant } from '../handlers';
import { decode } from '../runtime/codec';
import { againHandlerHeader, againLetterHeader } from '../runtime/intake';
import type { Letter } from './letter';

/** What was asked for cannot be done with this letter; `message` says why and what to do instead. */
export class LetterRefused extends Error {
  override name = 'LetterRefused';
}

export interface Settling {
  /** Epoch ms. */
  now: number;
  agentId?: string;
}
/** The value of a mended copy, and headers to replace where they were what is wrong. */
export interface MendedBody {
  data: unknown;
  /** The sealed block; left out, the one of the letter goes along. */
  personal?: unknown;
  headers?: Record<string, string>;
}

/**
 * The records that send a letter again, to the handler that it failed in and to no other. Publish them in one call.
 *
 * @throws LetterRefused
 */
export function sendAgain(letter: Letter, settling: Settling): OutRecord[] {
  requireOpen(letter);
  const value = Buffer.from(letter.data.value, 'base64');
  return [againRecord(letter, letter.data.headers, value), settledRecord(letter, { how: 'sentAgain' }, settling)];
}

/**
 * The records that send a mended copy: another id, the body given here, all else as in the letter. Publish them in one call.
 *
 * @throws LetterRefused where the letter is settled, or the copy would fail again
 */
export function sendMended(letter: Letter, body: MendedBody, settling: Settling): OutRecord[] {
  requireOpen(letter);
  const personal = body.personal ?? (bodyOf(letter) as { personal?: unknown } | undefined)?.personal;
  const value = JSON.stringify({ data: body.data, ...(personal !== undefined && { personal }) });
  const sentAs = factId(letter.id, 'dead-letters.mend', value, 0);
  const headers = { ...letter.data.headers, ...body.headers, ce_id: sentAs, ce_mendedfrom: letter.id };
  const again = againRecord(letter, headers, value);
  requireReadable(again);
  return [again, settledRecord(letter, { how: 'mended', sentAs }, settling)];
}

/** The record that puts a letter aside for good. @throws LetterRefused */
export function discard(letter: Letter, why: string, settling: Settling): OutRecord[] {
  requireOpen(letter);
  const said = why.trim();
  if (said === '') throw new LetterRefused('Say why the letter is discarded: whoever finds it later needs to know.');
  return [settledRecord(letter, { how: 'discarded', why: said.slice(0, 500) }, settling)];
}

/** Parsed value of the event that failed; undefined where it is not JSON. */
export function bodyOf(letter: Letter): unknown {
  try {
    return JSON.parse(Buffer.from(letter.data.value, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

function requireOpen({ id, settled }: Letter): void {
  const last = settled.at(-1);
  if (!last) return;
  const done = last.how === 'discarded' ? 'discarded' : last.how === 'mended' ? 'mended and sent again' : 'sent again';
  throw new LetterRefused(
    `${id} was ${done} at ${last.at}. A letter is settled once; if that failed too, a new letter tells so: look at the list.`,
  );
}

function againRecord(letter: Letter, headers: Record<string, string>, value: string | Uint8Array): OutRecord {
  const { service, handler, subject } = letter.data;
  if (!services.some((name) => name === service))
    throw new LetterRefused(`${letter.id} names the service ${service}, which is none of ${services.join(', ')}.`);
  return {
    topic: againTopicOf(service),
    key: headers['ce_subject'] ?? subject,
    headers: { ...headers, [againHandlerHeader]: handler, [againLetterHeader]: letter.id },
    value,
  };
}

/** A copy that is still wrong would only come back as the next letter. */
function requireReadable({ topic, key, headers, value }: OutRecord): void {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  const decoded = decode({ topic, partition: 0, offset: '0', key, headers, value: bytes, timestamp: 0 }, catalogue);
  if ('problem' in decoded) throw new LetterRefused(`The mended copy is still wrong: ${decoded.problem.reason}.`);
  if ('skip' in decoded)
    throw new LetterRefused(`The mended copy has a type that nobody knows: ${headers['ce_type']}.`);
}

/** Stands behind its letter in the same partition, in a source of its own so that no other reader drops anything for it. */
function settledRecord(
  letter: Letter,
  what: Pick<DeadLetterSettled['data'], 'how' | 'why' | 'sentAs'>,
  { now, agentId }: Settling,
): OutRecord {
  const { subject } = letter.data;
  const number = letter.settled.length + 1;
  const time = instant(now);
  const data: DeadLetterSettled['data'] = { subject, letterId: letter.id, ...what, ...(agentId && { agentId }) };
  const headers = toHeaders({
    id: factId(letter.id, 'dead-letters.settle', deadLetterSettled.type, number),
    source: `/${letter.source.split('/')[1] ?? 'attune'}/dead-letters/${letter.id}`,
    type: deadLetterSettled.type,
    subject,
    sequence: number,
    time,
    recordedTime: time,
    correlationId: letter.correlationId,
    causationId: letter.id,
    origin: letter.origin,
    domainVersion: letter.domainVersion,
  });
  return { topic: deadLetterSettled.topic, key: subject, headers, value: JSON.stringify({ data }) };
}
