import { openBus } from '../settings/connect';
import { needed, wayTo, type Environment, type Settings } from '../settings/settings';
import { busEvents } from './bus-events';
import type { EventSource } from './event-source';
import { socketEvents } from './socket-events';

/** From the bus where it is known, else from the socket of insights. */
export async function openEvents(settings: Settings, environment: Environment): Promise<EventSource> {
  if (wayTo(settings) === 'bus') return busEvents(await openBus(settings, environment));
  return socketEvents(needed(settings, 'url'), needed(settings, 'token'));
}
