import { exampleValues as x, type AttuneEvent, type EventDefinition } from '@attune/contracts';
import type { Decision, Fact, RecordedEvent } from '@attune/messaging';

/** For specs only: events as they would come. */
export const at = (seconds: number) => Date.parse(x.at) + seconds * 1_000;
export const iso = (seconds: number) => new Date(at(seconds)).toISOString();

export const sealed = {
  kid: x.addressId,
  alg: 'A256GCM' as const,
  iv: '',
  ct: '',
  tag: '',
  origin: { id: 'evt_1', type: 'attune.context.TurnStarted.v1', subject: x.conversationId },
};

let count = 0;
/** An event as the runtime hands it over: the example of its definition, changed by `data` and `more`. */
export function event<D, P>(
  definition: EventDefinition<D, P>,
  data: Partial<NoInfer<D>> = {},
  more: Partial<AttuneEvent<NoInfer<D>, NoInfer<P>>> = {},
): AttuneEvent<D, P> {
  const sequence = ++count;
  return {
    id: `evt_${sequence}`,
    source: `/shop/${definition.service}`,
    type: definition.type,
    subject: definition.key({ ...definition.example.data, ...data }),
    sequence,
    time: x.at,
    recordedTime: x.at,
    correlationId: x.turnId,
    causationId: 'evt_0',
    origin: 'test',
    domainVersion: 'v1',
    data: { ...definition.example.data, ...data },
    ...(definition.example.personal !== undefined && { personal: definition.example.personal, sealed }),
    ...more,
  };
}

/** The facts, each checked against its schema. */
export const factsOf = (decision: Decision<object> | undefined) =>
  (decision?.facts ?? []).map(({ definition, data, options }) => {
    definition.data.parse(data);
    if (options.personal !== undefined) definition.personal?.parse(options.personal);
    return { name: definition.name, data: data as Record<string, unknown>, options: options as Fact['options'] };
  });

/** As a projection gets it: with its place, unopened. */
export const recorded = ({ personal: _, ...event }: AttuneEvent): RecordedEvent => ({
  event,
  topic: event.type.split('.').slice(0, 2).join('.'),
  partition: 3,
  offset: String(event.sequence),
});
