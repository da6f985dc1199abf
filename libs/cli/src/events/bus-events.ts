import type { Bus } from '@attune/messaging';
import type { EventSource } from './event-source';
import { fromRecord } from './seen-event';

/** Events straight from the bus; nothing is committed, nobody is disturbed. */
export function busEvents(bus: Bus): EventSource {
  return {
    follow: ({ topics, from, onEvent, onCaughtUp, onLost }) =>
      bus.follow({
        topics,
        from,
        onRecord(record) {
          const event = fromRecord(record);
          if (event) onEvent(event);
        },
        ...(onCaughtUp && { onCaughtUp }),
        onFatal: onLost,
      }),
    close: () => bus.close(),
  };
}
