import type { SealedBlock } from '@attune/contracts';
import type { OutboxEntry, StoredDocument } from '@attune/storage';
import { PermanentError, type DocumentKind } from '../handlers';
import { deadLetter, encode, factIdOf, type EncodeContext } from './codec';
import type { Draft, LaneInput, Seen, State } from './draft';
import type { Chance } from './types';
import type { KeyRing, Vault } from './vault';

export interface WriterIdentity {
  source: string;
  domainId: string;
  service: string;
  domainVersion: string;
}

/** An outbox entry that is not acknowledged after this long is published by whoever finds it, ms. */
export const outboxRecoveryMs = 5_000;

/** Keys that must be at hand before `toStored` can run. */
export function kidsOf(draft: Draft): (string | undefined)[] {
  const facts = draft.steps.flatMap(({ input, facts }) =>
    facts
      .filter(({ options }) => options.personal !== undefined)
      .map(({ options }) => options.kid ?? input.cause.kid ?? draft.state?.kid),
  );
  return [...facts, draft.state?.kid];
}

/** Thrown by `toStored`: this input cannot be written as it is. */
export class InputRejected extends Error {
  constructor(
    readonly input: LaneInput,
    readonly handlerId: string,
    cause: Error,
  ) {
    super(cause.message);
  }
}

/** Draft → the document as it will be stored, with the new outbox entries in final bytes. */
export function toStored(
  id: string,
  kind: DocumentKind<object>,
  seen: Seen,
  draft: Draft,
  now: number,
  ring: KeyRing,
  tools: { vault: Vault; chance: Chance; identity: WriterIdentity },
): { document: StoredDocument } {
  const { stored } = seen;
  const sequence = { ...stored?.sequence };
  const added = [...encodeSteps(draft, sequence, now, ring, tools), ...letters(draft, now, tools.identity)];
  const kept = (stored?.outbox ?? []).filter((entry) => !seen.sent.has(entry.id));
  const personal = sealState(id, kind, seen, draft, ring, tools.vault);
  const document: StoredDocument = {
    _id: id,
    v: (stored?.v ?? 0) + 1,
    writeId: Buffer.from(tools.chance.bytes(12)).toString('base64url'),
    positions: draft.positions,
    state: clearPart(draft.state),
    ...(personal && { personal }),
    sequence,
    outbox: [...kept, ...added],
    effects: draft.effects,
    timers: draft.timers,
    ...(draft.parked && { parked: draft.parked }),
    ...(!draft.state && { empty: true as const }),
  };
  const wakeAt = wakeUpOf(document, now);
  if (wakeAt !== undefined) document.wakeAt = wakeAt;
  return { document };
}

/** The earliest thing that somebody must look at. */
export function wakeUpOf(document: StoredDocument, now: number): number | undefined {
  const times = [
    ...Object.values(document.timers),
    ...document.effects.map(({ leaseUntil }) => leaseUntil),
    ...(document.outbox.length > 0 ? [now + outboxRecoveryMs] : []),
    ...(document.parked ? [document.parked.nextAt] : []),
  ];
  return times.length > 0 ? Math.min(...times) : undefined;
}

function encodeSteps(
  draft: Draft,
  sequence: Record<string, number>,
  now: number,
  ring: KeyRing,
  { vault, identity }: { vault: Vault; identity: WriterIdentity },
): OutboxEntry[] {
  return draft.steps.flatMap(({ input, handlerId, facts }) => {
    const context: EncodeContext = {
      source: identity.source,
      domainVersion: identity.domainVersion,
      now,
      cause: input.cause,
      handlerId,
    };
    return facts.map((fact, ordinal) => {
      try {
        const subject = fact.definition.key(fact.data);
        const { personal, kid = input.cause.kid ?? draft.state?.kid, sealed } = fact.options;
        const origin = { id: factIdOf(fact, ordinal, context), type: fact.definition.type, subject };
        const block = sealed ?? (personal === undefined ? undefined : vault.seal(personal, kid, ring, origin));
        return encode(fact, ordinal, (sequence[subject] = (sequence[subject] ?? 0) + 1), block, context);
      } catch (error) {
        throw new InputRejected(input, handlerId, error as Error);
      }
    });
  });
}

const letters = (draft: Draft, now: number, identity: WriterIdentity): OutboxEntry[] =>
  draft.poisoned.flatMap(({ record, envelope, poison }) =>
    record && poison ? [deadLetter(record, { ...poison, ...(envelope && { envelope }) }, { ...identity, now })] : [],
  );

function clearPart(state: State | undefined): unknown {
  if (!state) return {};
  const { personal: _, ...clear } = state;
  return clear;
}

function sealState(
  id: string,
  kind: DocumentKind<object>,
  seen: Seen,
  draft: Draft,
  ring: KeyRing,
  vault: Vault,
): SealedBlock | undefined {
  const { state, effectPersonal } = draft;
  const unchanged =
    state?.personal === seen.state?.personal &&
    effectPersonal === seen.effectPersonal &&
    state?.kid === seen.state?.kid;
  const block = seen.stored?.personal;
  // The same words under the same key need no new encryption.
  if (unchanged && block && ring.get(block.kid) !== 'destroyed') return block;
  if (state?.personal === undefined && Object.keys(effectPersonal).length === 0) return undefined;
  if (state?.kid === undefined) throw new PermanentError(`${kind.collection}: state has personal data but no kid`);
  return vault.seal({ state: state.personal, effects: effectPersonal }, state.kid, ring, documentOrigin(id, kind));
}

export const documentOrigin = (id: string, kind: DocumentKind<object>) => ({
  id,
  type: `document:${kind.collection}`,
  subject: id,
});

/** Stored document → what a decision sees. A destroyed key leaves the clear part; without any other key it is hidden. */
export function fromStored(stored: StoredDocument | undefined, ring: KeyRing, vault: Vault): Seen {
  if (!stored) return { effectPersonal: {}, sent: new Set(), fresh: true };
  if (stored.empty) return { stored, effectPersonal: {}, sent: new Set(), fresh: true };
  const state = { ...(stored.state as State) };
  let effectPersonal: Record<string, unknown> = {};
  const opened = stored.personal && openedState(stored.personal, ring, vault);
  if (opened === 'hidden') return { stored, state, effectPersonal, sent: new Set(), fresh: true, hidden: true };
  if (opened?.state !== undefined) state.personal = opened.state;
  if (opened?.effects) effectPersonal = opened.effects;
  return { stored, state, effectPersonal, sent: new Set(), fresh: true };
}

interface OpenedState {
  state?: unknown;
  effects?: Record<string, unknown>;
}

/** `hidden`: its key is not there (yet, or not any more), or another than it was sealed with. */
function openedState(block: SealedBlock, ring: KeyRing, vault: Vault): OpenedState | 'hidden' {
  const key = ring.get(block.kid) ?? 'unknown';
  if (key === 'destroyed') return {};
  if (key === 'unknown') return 'hidden';
  try {
    return vault.openBlock(block, key) as OpenedState;
  } catch {
    return 'hidden';
  }
}
