import { askOrStop } from '../doors/ask';
import { openEvents } from '../events/open-events';
import type { EventSource } from '../events/event-source';
import type { SeenEvent } from '../events/seen-event';
import { needed, readSettings, wayTo, type ConnectionFlags, type Settings } from '../settings/settings';
import { lineOf } from './line';
import { beginningOf, pastInOrder, selector, topicsOf } from './select';

export interface TailFlags extends ConnectionFlags {
  topic: string[];
  type: string[];
  conversation?: string;
  from: string;
  limit?: number;
  follow: boolean;
  json?: boolean;
}

/** The command as it is at the terminal: ends with Ctrl-C, with its limit, or when it has caught up. */
export async function runTail(flags: TailFlags): Promise<void> {
  const settings = readSettings(flags, process.env, process.cwd());
  const { conversation, limit = Infinity } = flags;
  const wanted = selector({ types: flags.type, ...(conversation !== undefined && { conversation }) });
  const topics = topicsOf(flags.topic);
  const from = beginningOf(flags.from);
  let shown = 0;
  /** Whether that was the last one wanted. */
  const show = (event: SeenEvent): boolean => {
    if (shown < limit && topics.includes(event.topic) && wanted(event)) {
      shown += 1;
      console.log(flags.json ? JSON.stringify(plain(event)) : lineOf(event));
    }
    return shown >= limit;
  };
  const showAll = (events: readonly SeenEvent[]) => pastInOrder(events, wanted).some(show);
  const past = await pastOf(settings, conversation, from);
  if (past && (showAll(past) || !flags.follow)) return;
  const source = await openEvents(settings, process.env);
  try {
    await tailing(source, { topics, from: past ? 'end' : from, follow: flags.follow, show, showAll });
  } finally {
    await source.close();
  }
}

interface Tailing {
  topics: string[];
  from: 'start' | 'end' | number;
  follow: boolean;
  show(event: SeenEvent): boolean;
  showAll(events: readonly SeenEvent[]): boolean;
}

/** The past comes a partition at a time: it is put in order before it is shown. */
function tailing(source: EventSource, { topics, from, follow, show, showAll }: Tailing): Promise<void> {
  let past: SeenEvent[] | undefined = from === 'end' ? undefined : [];
  return new Promise((resolve, reject) => {
    process.once('SIGINT', resolve);
    process.stdout.once('error', () => resolve()); // whoever read it is gone: | head
    source
      .follow({
        topics,
        from,
        onEvent(event) {
          if (past) past.push(event);
          else if (show(event)) resolve();
        },
        onCaughtUp() {
          const enough = past !== undefined && showAll(past);
          past = undefined;
          if (enough || !follow) resolve();
        },
        onGap: () => console.error('The connection broke; some events may not be shown.'),
        onLost: reject,
      })
      .catch(reject);
  });
}

/** The whole past of one conversation insights can give; of everything, only its latest events. */
async function pastOf(
  settings: Settings,
  conversation: string | undefined,
  from: 'start' | 'end' | number,
): Promise<SeenEvent[] | undefined> {
  if (conversation === undefined || from === 'end' || wayTo(settings) === 'bus') return undefined;
  const { events } = await askOrStop<{ events: SeenEvent[] }>(
    `${needed(settings, 'url')}/api/insights/conversations/${encodeURIComponent(conversation)}/events`,
    { token: needed(settings, 'token') },
  );
  return events.filter(({ recordedTime }) => from === 'start' || Date.parse(recordedTime) >= from);
}

/** Without what is personal, which insights shows to agents; `data` of a record is read when it is looked at. */
function plain(event: SeenEvent): object {
  const { personal: _, ...clear } = event as SeenEvent & { personal?: unknown };
  return { ...clear, data: event.data };
}
