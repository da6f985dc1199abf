import type { Documents, DocumentStore, DocumentWrite, StoredDocument } from '@attune/storage';
import type { DocumentKind } from '../handlers';
import { documentLanes, laneKey, type Lane, type Lanes } from './lanes';
import { draft, type Draft, type LaneInput, type LeaseOf, type Seen } from './draft';
import type { Relay } from './relay';
import { fromStored, InputRejected, kidsOf, toStored, wakeUpOf, type WriterIdentity } from './stored';
import type { Chance, Clock, Logger, Observer } from './types';
import type { KeyRing, Vault } from './vault';

const maxLanesAWrite = 200;

export interface CommitterOptions {
  store: DocumentStore;
  vault: Vault;
  relay: Relay;
  clock: Clock;
  chance: Chance;
  logger: Logger;
  observer: Observer;
  identity: WriterIdentity;
  leaseOf: LeaseOf;
  /** Publishes dead letters of inputs whose document does not exist. */
  letters(inputs: readonly LaneInput[]): Promise<unknown>;
  /** Told after each durable write: timers and new effects start from here. */
  onWritten(kind: DocumentKind<object>, document: StoredDocument, seen: Seen, before: StoredDocument | undefined): void;
}

interface Drafted {
  lane: Lane;
  draft: Draft;
  ring: KeyRing;
  document?: StoredDocument;
}

/**
 * Group commit: everything that waits is decided and written in one unordered bulk a collection; the next begins when the last
 * has returned, without a timer. A document is in one bulk at a time. What lost a race is loaded and decided again.
 */
export class Committer {
  private readonly lanes: Lanes;
  private running: Promise<void> | undefined;
  private stopped = false;
  private clearing: unknown;
  private readonly toClear = new Map<string, Lane>();

  constructor(private readonly options: CommitterOptions) {
    this.lanes = documentLanes();
  }

  add(kind: DocumentKind<object>, id: string, input: LaneInput): void {
    this.lanes.add(kind, id, input);
    this.running ??= this.run();
  }

  get waiting(): number {
    return this.lanes.waiting;
  }

  async flush(): Promise<void> {
    while (this.running) await this.running;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.options.clock.clearTimeout(this.clearing);
    await this.running;
    await this.clearOutboxes();
  }

  /** A partition moved: what is cached may be written by somebody else from now on. */
  forget(): void {
    this.lanes.forget();
  }

  private async run(): Promise<void> {
    await Promise.resolve(); // what arrives in this tick is written together
    let pause = 50;
    while (this.lanes.waiting > 0 && !this.stopped) {
      const lanes = this.lanes.take(maxLanesAWrite);
      try {
        await this.cycle(lanes);
        pause = 50;
      } catch (error) {
        // Nothing is known about the outcome: load and decide again, for ever; nobody else can record what we read.
        this.options.logger.warn({ error: (error as Error).message }, 'store not reachable, trying again');
        for (const lane of lanes) {
          lane.doubtful = true;
          this.lanes.putBack(lane, lane.taken, true);
        }
        await new Promise<void>((resolve) => this.options.clock.setTimeout(resolve, pause));
        pause = Math.min(pause * 2, 1000);
      }
    }
    this.running = undefined;
    if (this.lanes.waiting > 0 && !this.stopped) this.running = this.run();
  }

  private async cycle(lanes: Lane[]): Promise<void> {
    await this.load(lanes.filter(({ seen }) => !seen || seen.hidden));
    let drafted = await this.decideAll(lanes);
    // "Nothing to do" said from a cached document may be wrong: somebody else may have written it.
    const doubtful = drafted.filter(
      ({ draft, lane }) => !draft.dirty && !lane.seen!.fresh && !this.options.store.exclusive,
    );
    if (doubtful.length > 0) {
      const again = doubtful.map(({ lane }) => lane);
      await this.load(again);
      drafted = [...drafted.filter((one) => !doubtful.includes(one)), ...(await this.decideAll(again))];
    }
    const toWrite = drafted.filter(({ draft }) => draft.dirty);
    const quiet = drafted.filter(({ draft }) => !draft.dirty);
    for (const one of quiet) this.settleQuiet(one);
    for (const [collection, group] of groupBy(toWrite, ({ lane }) => lane.kind.collection))
      await this.write(this.options.store.documents(collection), group);
    for (const { lane } of drafted) this.lanes.release(lane);
  }

  private async load(lanes: Lane[]): Promise<void> {
    for (const [collection, group] of groupBy(lanes, (lane) => lane.kind.collection)) {
      const found = await this.options.store.documents(collection).load(group.map(({ id }) => id));
      const ring = await this.options.vault.ring([...found.values()].map(({ personal }) => personal?.kid));
      for (const lane of group) {
        const sent = lane.seen?.sent;
        lane.seen = fromStored(found.get(lane.id), ring, this.options.vault);
        if (sent) lane.seen.sent = sent;
      }
    }
  }

  private async decideAll(lanes: Lane[]): Promise<Drafted[]> {
    const ring = await this.options.vault.ring(lanes.map((lane) => lane.seen?.stored?.personal?.kid));
    const now = this.options.clock.now();
    const drafted = lanes.map((lane) => {
      this.dropForgotten(lane, ring);
      return { lane, draft: draft(lane.kind, lane.seen!, lane.taken, now, this.options.leaseOf), ring };
    });
    await this.encodeAll(drafted, now);
    return drafted;
  }

  /** Encrypts and encodes; an input that cannot be is poisoned, and its document drafted again without it. */
  private async encodeAll(drafted: Drafted[], now: number): Promise<void> {
    const { vault, chance, identity } = this.options;
    const ring = await vault.ring(
      drafted.flatMap(({ draft, lane }) => [...kidsOf(draft), lane.seen?.stored?.personal?.kid]),
      true,
    );
    for (const one of drafted) {
      while (one.draft.dirty && !one.document) {
        try {
          Object.assign(
            one,
            toStored(one.lane.id, one.lane.kind, one.lane.seen!, one.draft, now, ring, { vault, chance, identity }),
          );
        } catch (error) {
          const culprit = error instanceof InputRejected ? error.input : one.draft.inputs.find(({ poison }) => !poison);
          if (!culprit || culprit.poison) throw error;
          const handler = error instanceof InputRejected ? error.handlerId : 'runtime';
          culprit.poison = { handler, kind: 'failed', reason: (error as Error).message };
          one.draft = draft(one.lane.kind, one.lane.seen!, one.lane.taken, now, this.options.leaseOf);
        }
      }
    }
  }

  private async write(documents: Documents, group: Drafted[]): Promise<void> {
    const writes: DocumentWrite[] = group.map(({ lane, document }) => ({
      expected: lane.seen!.stored?.v ?? 0,
      document: document!,
    }));
    const { lost, rejected } = await documents.write(writes);
    this.options.observer.count?.('written', group.length - lost.size - rejected.size);
    if (lost.size > 0) this.options.observer.count?.('lost', lost.size);
    for (const one of group) {
      const refusal = rejected.get(one.lane.id);
      if (lost.has(one.lane.id)) this.lanes.putBack(one.lane, one.lane.taken, true);
      else if (refusal) this.refuse(one, refusal);
      else this.written(one);
    }
  }

  /** The store cannot take the document as it would be: the last input that wanted something is the one too many. */
  private refuse({ lane, draft }: Drafted, error: Error): void {
    const culprit = draft.steps.at(-1)?.input ?? draft.inputs.at(-1);
    if (culprit) culprit.poison = { handler: 'runtime', kind: 'tooLarge', reason: error.message };
    this.lanes.putBack(lane, lane.taken, true);
  }

  /**
   * Hands over everything in the outbox that is not on its way, oldest first: also what an earlier write of ours left there whose
   * answer was lost, or a process that died. Only a prefix may ever be published, else readers would take the rest for duplicates.
   */
  private relayRest(lane: Lane, seen: Seen): void {
    const { relay } = this.options;
    const rest = (seen.stored?.outbox ?? []).filter(({ id }) => !seen.sent.has(id) && !relay.has(id));
    relay.add(rest, (id) => {
      seen.sent.add(id);
      lane.seen?.sent.add(id);
      this.clearLater(lane);
    });
  }

  private written({ lane, draft, document }: Drafted): void {
    const before = lane.seen!;
    lane.seen = {
      stored: document!,
      ...(draft.state && { state: draft.state }),
      effectPersonal: draft.effectPersonal,
      sent: new Set([...before.sent].filter((id) => document!.outbox.some((entry) => entry.id === id))),
      fresh: false,
      ...(before.hidden && { hidden: true }),
    };
    const { seen } = lane;
    this.relayRest(lane, seen);
    this.options.onWritten(lane.kind, document!, seen, before.stored);
    lane.taken = []; // settled: a later failure of this cycle must not decide them again
    this.settle(lane, draft);
  }

  private settleQuiet({ lane, draft }: Drafted): void {
    const { seen } = lane;
    if (seen?.stored) lane.seen = { ...seen, stored: { ...seen.stored, positions: draft.positions }, fresh: false };
    lane.taken = [];
    if (lane.doubtful && lane.seen?.stored) {
      delete lane.doubtful; // a write whose answer was lost had been applied: what it says must go out
      this.relayRest(lane, lane.seen);
    }
    // Without a document nothing holds a dead letter: it goes out by itself, deduplicated by its offset.
    if (draft.poisoned.length > 0 && !seen?.stored)
      void this.options.letters(draft.poisoned).then(() => this.settle(lane, draft));
    else this.settle(lane, draft);
  }

  private settle(lane: Lane, { inputs, poisoned, refused, duplicates, moved }: Draft): void {
    if (duplicates > 0) this.options.observer.count?.('duplicate', duplicates);
    if (poisoned.length > 0) this.options.observer.count?.('deadLettered', poisoned.length);
    for (const input of inputs) {
      if (input.poison && !input.record) input.fail(new Error(input.poison.reason));
      else if (refused.includes(input)) input.fail(new Error('what is personal in this document cannot be read now'));
      else input.settle();
    }
    for (const input of moved?.inputs ?? []) this.add(lane.kind, moved!.to, input);
  }

  private dropForgotten(lane: Lane, ring: KeyRing): void {
    const seen = lane.seen!;
    const kid = seen.stored?.personal?.kid;
    if (kid === undefined || ring.get(kid) !== 'destroyed' || seen.state?.personal === undefined) return;
    const { personal: _, ...state } = seen.state;
    lane.seen = { ...seen, state, effectPersonal: {} };
  }

  private clearLater(lane: Lane): void {
    this.toClear.set(laneKey(lane.kind, lane.id), lane);
    if (this.stopped) return;
    this.clearing ??= this.options.clock.setTimeout(() => void this.clearOutboxes(), 1000);
  }

  /** Acknowledged entries usually leave with the next state write; where none comes, lazily. Losing this costs a duplicate. */
  private async clearOutboxes(): Promise<void> {
    this.clearing = undefined;
    const waiting = [...this.toClear.values()].filter(({ seen }) => seen?.stored && seen.sent.size > 0);
    this.toClear.clear();
    const lanes = waiting.filter(({ taken }) => taken.length === 0);
    // Being written just now: that write may take the entries along, or leave them to the next round.
    for (const lane of waiting) if (lane.taken.length > 0) this.clearLater(lane);
    for (const [collection, group] of groupBy(lanes, (lane) => lane.kind.collection)) {
      const cleared = group.map(({ id, seen }) => {
        const stored = { ...seen!.stored!, outbox: seen!.stored!.outbox.filter((entry) => !seen!.sent.has(entry.id)) };
        const wakeAt = wakeUpOf(stored, this.options.clock.now());
        const sent = [...seen!.sent];
        seen!.stored = stored;
        return { id, v: stored.v, sent, ...(wakeAt !== undefined && { wakeAt }) };
      });
      await this.options.store
        .documents(collection)
        .clearOutbox(cleared)
        .catch((error: Error) => {
          this.options.logger.debug({ error: error.message }, 'outbox not cleared; a duplicate may follow');
        });
    }
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
