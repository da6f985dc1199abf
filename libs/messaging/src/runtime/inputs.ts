import type { AttuneEvent, Envelope } from '@attune/contracts';
import type { StoredEffect } from '@attune/storage';
import type { BusRecord } from '../bus';
import type { Command, CommandCause, AnyEffect, Reaction, TimerReaction } from '../handlers';
import { causeOf, type Cause } from './codec';
import { causeFromHeaders, type Decided, type Failure, type LaneInput, type State } from './draft';
import type { Observer } from './types';

/** The things that can be decided on a document, as inputs of its lane. */

/** Services whose events keep subject and sequence of another's: theirs are read a type at a time (protocols.md §2). */
const translators = new Set(['intent', 'knowledge']);

/** Undefined for what outsiders write to attune.inbound: their ids are deduplicated by channel itself. */
export function positionOf(event: AttuneEvent, topic: string): LaneInput['position'] {
  if (topic === 'attune.inbound') return undefined;
  const service = event.type.split('.')[1] ?? '';
  const key = `${event.source}|${event.subject}`;
  return {
    key: translators.has(service) && topic !== 'attune.articles' ? `${key}|${event.type}` : key,
    sequence: event.sequence,
  };
}

export function eventInput(
  event: AttuneEvent,
  reactions: readonly Reaction[],
  record: BusRecord,
  again: string | undefined,
  observer: Observer,
  settle: () => void,
): LaneInput {
  // A dead letter is sent again to a document that has read past it: its own id is then what deduplicates it.
  const position = again === undefined ? positionOf(event, record.topic) : { key: `again|${again}`, sequence: 1 };
  const input: LaneInput = {
    ...(position && { position }),
    cause: causeOf(event),
    record,
    envelope: envelopeOf(event),
    decide(state, now) {
      let current = state;
      return reactions.flatMap((reaction): Decided[] => {
        if (event.forgotten && !reaction.evenIfForgotten) return [];
        const decision = failingAs(reaction.id, () => {
          const run = () => reaction.decide(current, event, now);
          if (!observer.around) return run();
          const { result, traceparent } = observer.around(
            { handler: reaction.id, event, lagMs: now - Date.parse(event.recordedTime) },
            run,
          );
          if (traceparent !== undefined) input.cause = { ...input.cause, traceparent };
          return result;
        });
        if (decision) current = decision.state as State;
        return [{ handlerId: reaction.id, decision }];
      });
    },
    settle,
    fail: settle,
  };
  return input;
}

export function timerInput(
  reaction: TimerReaction | undefined,
  id: string,
  name: string,
  dueAt: number,
  done: () => void,
): LaneInput {
  const [kind = '', about = ''] = split(name);
  const input: LaneInput = {
    cause: { id: `timer:${id}:${name}:${dueAt}`, correlationId: about === '' ? id : about, origin: 'live' },
    decide(state, now, stored) {
      if (stored?.timers[name] !== dueAt || !state) return []; // moved, cancelled or fired before
      // What began as a demonstration or a test stays one.
      if (state.origin) input.cause = { ...input.cause, origin: state.origin };
      const decision = reaction?.decide(state, { kind, about, dueAt }, now);
      return [{ handlerId: reaction?.id ?? 'runtime.timer', decision, ends: { timer: name } }];
    },
    settle: done,
    fail: done,
  };
  return input;
}
const split = (name: string): [string, string] => {
  const at = name.indexOf(':');
  return at === -1 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
};

/** `ours`: attempts so far of a run of this process that crashed; its lease need not run out first. */
export function leaseInput(
  id: string,
  effectId: string,
  until: (effectKind: string) => number,
  ours: number | undefined,
  taken: (stored: StoredEffect) => void,
): LaneInput {
  let effect: StoredEffect | undefined;
  return {
    cause: { id: `lease:${id}:${effectId}`, correlationId: id, origin: 'live' },
    decide(_state, now, stored) {
      effect = stored?.effects.find((one) => one.id === effectId);
      if (!effect || (effect.leaseUntil > now && effect.attempts !== ours)) {
        effect = undefined;
        return [];
      }
      effect = { ...effect, attempts: effect.attempts + 1, leaseUntil: until(effect.kind) };
      return [
        { handlerId: 'runtime.lease', decision: undefined, lease: { effect: effectId, until: effect.leaseUntil } },
      ];
    },
    settle: () => effect && taken(effect),
    fail: () => {},
  };
}

export function effectInput(handler: AnyEffect, effect: StoredEffect, result: unknown, done: () => void): LaneInput {
  return {
    cause: causeFromHeaders(effect.cause, effect.id),
    decide(state, now, stored) {
      if (!state || !stored?.effects.some(({ id }) => id === effect.id)) return []; // decided before, by another runner
      const decision = handler.decide(state, { id: effect.id, args: effect.args, result }, now);
      return [{ handlerId: handler.id, decision, ends: { effect: effect.id } }];
    },
    settle: done,
    fail: done,
  };
}

export function commandInput<S extends object, I, A>(
  command: Command<S, I, A>,
  input: I,
  given: CommandCause,
  resolve: (answer: A) => void,
  reject: (error: Error) => void,
): LaneInput {
  let answer: A;
  const { commandId, ...rest } = given;
  const cause: Cause = { origin: 'live', ...rest, id: commandId };
  return {
    cause,
    decide(state, now) {
      const {
        answer: said,
        state: next,
        ...others
      } = failingAs(command.id, () => command.decide(state as S | undefined, input, now));
      answer = said;
      return [{ handlerId: command.id, decision: next && { ...others, state: next } }];
    },
    settle: () => resolve(answer),
    fail: reject,
  };
}

function failingAs<T>(handler: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const failure: Failure = {
      handler,
      kind: 'failed',
      reason: `${(error as Error).name}: ${(error as Error).message}`,
    };
    throw Object.assign(error as Error, { failure });
  }
}

function envelopeOf(event: AttuneEvent): Envelope {
  const { data: _data, personal: _personal, sealed: _sealed, forgotten: _forgotten, ...envelope } = event;
  return envelope;
}
