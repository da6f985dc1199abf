import { createHash } from 'node:crypto';
import type { BusRecord, OutRecord } from '@attune/messaging';
import { toHeaders, topics } from '@attune/contracts';
import type { Embedded } from '.';

/** For specs only: the doors of a running product, as somebody outside meets them. */
export interface Answer {
  status: number;
  /** Content type, without parameters. */
  type: string;
  body: Record<string, unknown> & { title?: string; detail?: string };
}

/** Asks a door. `body`: an object is sent as JSON, text as it is. */
export async function ask(
  { url }: Embedded,
  path: string,
  {
    token,
    body,
    headers,
    method = body === undefined ? 'GET' : 'POST',
  }: { token?: string; body?: unknown; headers?: Record<string, string>; method?: string } = {},
): Promise<Answer> {
  const response = await fetch(`${url}/api/${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  return { status: response.status, type, body: (await response.json().catch(() => ({}))) as Answer['body'] };
}

/** Asks where only a good answer will do. */
export async function get<T = Record<string, unknown>>(
  attune: Embedded,
  path: string,
  options: Parameters<typeof ask>[2] = {},
): Promise<T> {
  const { status, body } = await ask(attune, path, options);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body as T;
}

export const agentToken = ({ signInUrl }: Embedded): string => new URL(signInUrl).searchParams.get('token') ?? '';

export interface Said {
  from: string;
  text: string;
}

/** A customer of web chat, new or come back with their token: what they say, and see when everybody has done their work. */
export async function customerOf(attune: Embedded, { name, token: kept }: { name?: string; token?: string } = {}) {
  const token = kept ?? (await get<{ token: string }>(attune, 'channel/sessions', { body: { name } })).token;
  let count = 0;
  return {
    token,
    async says(text: string): Promise<void> {
      await get(attune, 'channel/messages', { token, body: { text, clientId: `${Date.now()} ${(count += 1)}` } });
      await attune.idle();
    },
    sees: async (): Promise<Said[]> => (await get<{ messages: Said[] }>(attune, 'channel/history', { token })).messages,
  };
}

/** All records of all streams, as they stand. */
export async function recordsOf({ bus }: Embedded): Promise<BusRecord[]> {
  const records: BusRecord[] = [];
  const names = topics.map(({ name }) => name);
  await new Promise<void>((resolve, reject) => {
    bus
      .follow({ topics: names, from: 'start', onRecord: (record) => void records.push(record), onCaughtUp: resolve })
      .catch(reject);
  });
  return records;
}

/** A record of an event as another team's program might write it, to be spoiled. */
export function recordOf(
  type: string,
  key: string,
  value: string,
  { topic = type.split('.').slice(0, 2).join('.'), headers = {} }: { topic?: string; headers?: object } = {},
): OutRecord {
  const id = `evt_${createHash('sha256').update(`${topic} ${type} ${key} ${value}`).digest('hex').slice(0, 20)}`;
  const now = new Date().toISOString();
  const envelope = toHeaders({
    id,
    source: '/elsewhere/test',
    type,
    subject: key,
    sequence: 1,
    time: now,
    recordedTime: now,
    correlationId: id,
    causationId: id,
    origin: 'test',
    domainVersion: 'test',
  });
  return { topic, key, value, headers: { ...envelope, ...headers } };
}
