import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { topics } from '@attune/contracts';
import { attachSocket, RUNTIME, type Connection, type ServiceParts, type Stop } from '@attune/hosting';
import type { Runtime } from '@attune/messaging';
import { keepMs, pruneEveryMs, type Rows } from '../environment';
import { ROWS } from '../tokens';
import { Recent } from './recent';

/** Streams that Live shows: all but "send again". */
const streams = topics.map(({ name }) => name).filter((name) => !name.endsWith('.again'));

/**
 * Live: every event of every stream to every open page, clear data only. `{type: 'event', event}`, and `{type: 'link',
 * conversationId, ids}` for events that turn out to belong to a conversation.
 */
export async function startLive(app: NestFastifyApplication, { clock, logger }: ServiceParts): Promise<Stop> {
  const recent = app.get(Recent);
  const pages = new Set<Connection<true>>();
  const tell = (message: object) => {
    for (const page of pages) page.send(message);
  };
  const follower = await app.get<Runtime>(RUNTIME).follow({
    topics: streams,
    from: 'end',
    open: false,
    // While nobody looks, the ring is not kept: what is missed is read from the store.
    wants: () => pages.size > 0,
    onEvent(kept, record) {
      const { event, linked } = recent.add(kept, record);
      tell({ type: 'event', event });
      if (linked.length > 0)
        tell({ type: 'link', conversationId: linked[0]!.conversationId, ids: linked.map(({ id }) => id) });
    },
  });

  attachSocket<true>(app, '/api/insights/socket', {
    authenticate: ({ agent }) => (agent ? true : undefined),
    onOpen(page) {
      pages.add(page);
      page.onClose(() => pages.delete(page));
    },
  });

  const rows = app.get<Rows>(ROWS);
  let timer: unknown;
  const prune = () => {
    pruneRows(rows, clock.now())
      .catch((error: Error) => logger.warn({ error: error.message }, 'old rows not removed, trying again later'))
      .finally(() => (timer = clock.setTimeout(prune, pruneEveryMs)));
  };
  timer = clock.setTimeout(prune, pruneEveryMs);
  return async () => {
    clock.clearTimeout(timer);
    await follower.stop();
  };
}

async function pruneRows(rows: Rows, now: number): Promise<void> {
  await rows.events.prune(now - keepMs.events);
  await rows.links.prune(now - keepMs.links);
  await rows.counted.prune(now - keepMs.counted);
}
