import type { ServiceName } from '@attune/contracts';
import type { Decision, Effect, Reaction } from '@attune/messaging';
import {
  changedDocuments,
  changedHandler,
  dueWithout,
  mutants as kernelMutants,
  writtenAs,
  type FaultKind,
  type Mutant,
  type Mutation,
} from '@attune/testing';
import type { StoredDocument } from '@attune/storage';

type Decide = (
  state: object | undefined,
  event: { data: Record<string, unknown> },
  now: number,
) => Decision<object> | undefined;

const reactionThat = (id: string, change: (decide: Decide) => Decide): Mutation =>
  changedHandler<Reaction<object>>(id, ({ decide }) => ({ decide: change(decide as never) as never }));

const without = (id: string): Mutation => ({ handlers: (handlers) => handlers.filter((handler) => handler.id !== id) });

/** What one service stores is changed. */
const stored = (service: ServiceName, change: (document: StoredDocument) => StoredDocument): Mutation => ({
  store: (store, _, of) => (of === service ? writtenAs(change)(store) : store),
});

const withoutTimers = (service: ServiceName, ...kinds: string[]): Mutation =>
  stored(service, (document) => ({
    ...document,
    timers: Object.fromEntries(
      Object.entries(document.timers).filter(([name]) => !kinds.includes(name.split(':', 1)[0]!)),
    ),
  }));

const inSilence =
  (decide: Decide): Decide =>
  (state, event, now) => {
    const decision = decide(state, event, now);
    return (
      decision && {
        ...decision,
        facts: (decision.facts ?? []).filter(({ definition }) => definition.name !== 'ControlDecided'),
      }
    );
  };

const ofServices: Record<string, Mutation> = {
  'holder changed without decision': reactionThat('escalation.accept', inSilence),
  'released and not remembered': reactionThat('channel.release-reply', (decide) => (state, event, now) => {
    const decision = decide(state, event, now);
    return decision && state ? { ...decision, state } : decision;
  }),
  'promise forgotten': withoutTimers('context', 'promise'),
  'webhook retry taken for new': stored('channel', (document) => ({
    ...document,
    state: { ...(document.state as object), seen: [] },
  })),
  'handoff never queued': reactionThat('desk.queue', () => () => undefined),
  'dead letter brings nobody': without('escalation.ask-dead-letter'),
  'half of a join dropped, and its time-out': {
    ...reactionThat('resolution.take-knowledge', () => () => undefined),
    ...withoutTimers('resolution', 'knowledge'),
  },
  'forgotten words stay readable': changedHandler<Effect<object>>('context.destroy-keys', () => ({
    run: () => Promise.resolve(undefined),
  })),
  'parked conversation forgotten': { store: dueWithout(({ parked: _, ...document }) => document) },
  'parked events dropped': {
    store: (store) =>
      changedDocuments(store, (documents) => ({
        write: (writes) =>
          documents.write(writes.map(({ expected, document: { parked: _, ...document } }) => ({ expected, document }))),
      })),
  },
};

/** Faults that show a mistake soon which others hide for long. */
const shownBy: Record<string, readonly FaultKind[]> = {
  'promise forgotten': [],
  'webhook retry taken for new': ['webhookRetry'],
  'handoff never queued': [],
  'dead letter brings nobody': ['poison'],
  'half of a join dropped, and its time-out': [],
  'forgotten words stay readable': [],
  'parked conversation forgotten': ['keyLag'],
  'parked events dropped': ['keyLag'],
};

const ofRuntime = ['no dedupe', 'relay out of order', 'no version check'];

/** Mistakes in the real services and around them; those of the small ones stand in libs/testing. */
export const mutants: Record<string, Mutant> = Object.fromEntries([
  ...ofRuntime.map((name) => [name, kernelMutants[name]!] as const),
  ...Object.entries(ofServices).map(
    ([name, mutation]) => [name, { mutation, ...(shownBy[name] && { faults: shownBy[name] }) }] as const,
  ),
]);
