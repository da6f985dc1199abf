import * as channel from './channel';
import * as context from './context';
import * as deadLetters from './dead-letters';
import type { EventDefinition } from './define';
import * as desk from './desk';
import * as escalation from './escalation';
import * as insights from './insights';
import * as intent from './intent';
import * as knowledge from './knowledge';
import * as resolution from './resolution';

const isDefinition = (value: unknown): value is EventDefinition =>
  typeof value === 'object' && value !== null && 'topic' in value && 'example' in value && 'key' in value;

/** Every event type that somebody publishes, by type. */
export const catalogue: ReadonlyMap<string, EventDefinition> = new Map(
  [channel, context, intent, knowledge, escalation, resolution, desk, insights, deadLetters]
    .flatMap((module) => Object.values(module))
    .filter(isDefinition)
    .sort((a, b) => (a.type < b.type ? -1 : 1)) // whatever compiled the modules, the order is the same
    .map((definition) => [definition.type, definition]),
);

/** Names of all events, alone and with the service that publishes them: `ReplyPrepared`, `desk.ReplyPrepared`. */
export const eventNames: ReadonlySet<string> = new Set(
  [...catalogue.values()].flatMap(({ name, service }) => [name, `${service}.${name}`]),
);
