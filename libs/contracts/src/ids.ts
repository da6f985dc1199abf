import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';

export type IdPrefix =
  'cnv' | 'cus' | 'adr' | 'msg' | 'trn' | 'rpl' | 'hnd' | 'act' | 'prm' | 'art' | 'mat' | 'agt' | 'evt';

const id = (prefix: IdPrefix) => z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{1,64}$`));
export const ConversationId = id('cnv');
export const CustomerId = id('cus');
export const AddressId = id('adr');
export const MessageId = id('msg');
export const TurnId = id('trn');
export const ReplyId = id('rpl');
export const HandoffId = id('hnd');
export const ActionId = id('act');
export const PromiseId = id('prm');
export const ArticleId = id('art');
export const MatterId = id('mat');
export const AgentId = id('agt');

/** A stable id from what caused it: the same parts give the same id, on every machine, for ever. 120 bits, base64url. */
export function deriveId(prefix: IdPrefix, ...parts: (string | number)[]): string {
  const hash = createHash('sha256').update(parts.join('\u0000')).digest('base64url');
  return `${prefix}_${hash.slice(0, 20)}`;
}

/** The id of an address, which tells nothing about it without the deployment's secret. */
export function addressIdOf(secret: string, channel: string, address: string): string {
  return keyedId('adr', secret, `${channel}|${address.normalize('NFKC').trim().toLowerCase()}`);
}

/** What is the same matter for the same business, countable without reading anyone (protocols.md §4). */
export function matterKeyOf(secret: string, intentFamily: string, keyEntity: string): string {
  return keyedId('mat', secret, `${intentFamily}|${keyEntity}`);
}

/** An id from something personal (an address, an outside message id), by HMAC-SHA-256 with the deployment's secret. */
export function keyedId(prefix: IdPrefix, secret: string, value: string): string {
  return `${prefix}_${createHmac('sha256', secret).update(value).digest('base64url').slice(0, 20)}`;
}
