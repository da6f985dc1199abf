import { replyReleased, type ReplyReleased } from '@attune/contracts';
import { formatsOf, nextOpening, timeScope, weekdays, wordingOf, type Pack } from '@attune/domain';
import { fact, instant } from '@attune/messaging';
import { noteRelease, remember, withFacts, type Step } from './step';

/** What channel itself has to say, in the words of the pack. `seed` picks the variant. */
export const holdingNotice = (pack: Pack, seed: string): string =>
  wordingOf(pack.texts.holding, {}, { seed, formats: formatsOf(pack) });

/** No waiting time: only a fresh fact about the queue could name one. Out of hours it says when somebody is back. */
export function handoffNotice(
  pack: Pack,
  handoff: { handoffId: string; queue: string; language: string },
  now: number,
): string {
  const options = { seed: handoff.handoffId, formats: formatsOf(pack, handoff.language) };
  const hours = pack.queues.find(({ id }) => id === handoff.queue)?.hours ?? pack.hours;
  const at = new Date(now);
  const opening = timeScope(hours, pack.zone, at).open ? undefined : nextOpening(hours, pack.zone, at);
  if (!opening) return wordingOf(pack.texts.handoff, {}, options);
  return wordingOf(pack.texts.handoffClosed, { opens: opens(opening, options.formats.locale) }, options);
}

function opens({ weekday, from }: { weekday: (typeof weekdays)[number]; from: number }, locale: string): string {
  // 1 January 2024 was a Monday; hours of the pack are local already, so that they are written as if in UTC.
  const day = Date.UTC(2024, 0, 1 + weekdays.indexOf(weekday), 0, from);
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(day);
}

export interface Notice {
  messageId: string;
  kind: Extract<ReplyReleased['data']['kind'], 'handoffNotice' | 'holdingNotice'>;
  text: string;
  answers: readonly string[];
  conversationId?: string | undefined;
  customerId?: string | undefined;
  epoch?: number | undefined;
  correlationId: string;
}

/** Releases words of channel's own. They promise nothing but what has happened. */
export function releaseNotice(step: Step, notice: Notice, now: number): Step {
  const { messageId, kind, text, answers, conversationId, customerId, epoch, correlationId } = notice;
  const { addressId, channel, kid } = step.state;
  const about = {
    ...(conversationId !== undefined && { conversationId }),
    ...(customerId !== undefined && { customerId }),
  };
  const data = {
    messageId,
    kind,
    addressId,
    channel,
    ...about,
    answers: [...answers],
    by: { kind: 'automation' as const },
    intention: 'notice' as const,
    asks: [],
    citations: [],
  };
  const released = withFacts(
    noteRelease(step, { messageId, correlationId, ...about, delivery: 'underway' }),
    fact(replyReleased, data, {
      personal: { text },
      ...(kid !== undefined && { kid }),
      correlationId,
      ...(epoch !== undefined && { controlEpoch: epoch }),
    }),
  );
  return remember(released, { messageId, from: 'automation', text, at: instant(now), kind });
}
