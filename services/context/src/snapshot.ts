import { instant } from '@attune/messaging';
import type { Snapshot, SnapshotPersonal } from '@attune/contracts';
import type { z } from 'zod';
import { earlierMs, maxSnapshotBytes } from './limits';
import { isAnonymous, type Conversation, type KnownCustomer } from './state';
import { personalOf, wordsOf } from './step';

type Personal = z.infer<typeof SnapshotPersonal>;
export interface WholeSnapshot {
  clear: Snapshot;
  personal: Personal;
}

/** What is known when a turn starts, the turn itself not counted; at most 16 KiB, whatever happened before. */
export function snapshotOf(
  customer: KnownCustomer,
  conversation: Conversation,
  { verified, version, now }: { verified: boolean; version: number; now: number },
): WholeSnapshot {
  const { facts, intents, asked, promises, effort, mood, holder, handoffs, conversationId, scope } = conversation;
  const words = wordsOf(customer, conversationId);
  // Knowing an address is not enough to hear who its owner is.
  const name = verified || isAnonymous(customer) ? personalOf(customer).name : undefined;
  const since = instant(now - earlierMs);
  const clear: Snapshot = {
    version,
    verified,
    facts: [...facts],
    intents: intents.map(({ intent, count }) => ({ intent, count })),
    asked: [...asked],
    promises: promises.map(({ promiseId, dueAt, by }) => ({ promiseId, dueAt, by })),
    effort,
    mood: [...mood],
    holder,
    handoffs,
    earlier: customer.earlier
      .filter((one) => one.scope === scope && one.endedAt > since)
      .map(({ intent, endedAt, resolved }) => ({ intent, endedAt, resolved })),
  };
  const personal: Personal = {
    facts: { ...words.facts },
    promises: { ...words.promises },
    recent: [...words.recent],
    ...(name !== undefined && { name }),
  };
  return bounded({ clear, personal });
}

export const snapshotBytes = (snapshot: WholeSnapshot): number => Buffer.byteLength(JSON.stringify(snapshot));

/** What can be spared goes first: the oldest exchanges, then earlier conversations, what was asked, at last the oldest facts. */
function bounded(snapshot: WholeSnapshot): WholeSnapshot {
  let { clear, personal } = snapshot;
  const tooMuch = () => snapshotBytes({ clear, personal }) > maxSnapshotBytes;
  while (personal.recent.length > 0 && tooMuch()) personal = { ...personal, recent: personal.recent.slice(1) };
  if (tooMuch()) clear = { ...clear, earlier: [] };
  while (clear.asked.length > 0 && tooMuch()) clear = { ...clear, asked: clear.asked.slice(1) };
  while (clear.facts.length > 0 && tooMuch()) {
    const [oldest, ...facts] = clear.facts;
    const { [oldest?.name ?? '']: _, ...values } = personal.facts;
    clear = { ...clear, facts };
    personal = { ...personal, facts: values };
  }
  return { clear, personal };
}
