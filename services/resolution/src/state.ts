import type { Ask, Assessment, Citation, FoundPassage, Holder, Snapshot, Turn, TurnPersonal } from '@attune/contracts';
import { document, type Sealed } from '@attune/messaging';
import type { Exhaustion } from './draft';

/** What automation knows and is doing in one conversation. */
export interface Case extends Sealed<CasePersonal> {
  conversationId: string;
  customerId: string;
  /** Where the customer spoke last. */
  addressId: string;
  epoch: number;
  holder: Holder;
  /** What automation may do, as ControlDecided said last. */
  tools: string[];
  /** Turns that were taken up, newest last, bounded: the same turn is never worked on twice. */
  taken: string[];
  /** The turn at work; its reply is not prepared yet because it waits for something. */
  work?: Work;
  /** Turns that came meanwhile, in order. */
  next: Work[];
  /** Open matters with a playbook. The first is current; the others wait until it is done. */
  runs: Run[];
  /** What the customer was asked last. */
  pending?: Pending;
  /** The playbook that ended last, so that "and A-1043?" has something to hang on. */
  last?: { playbook: string; intent: string; matterId: string };
  /** Playbooks that came to their end lately, newest first: what they did may still be corrected. */
  finished?: Run[];
  /** Matters that were answered and not confirmed by the customer yet. */
  answered: MatterRef[];
  /** Turns in a row that were not understood, and that could not be answered. */
  misses: { understood: number; answerable: number };
  /** Knowledge that came before its turn, by turn. */
  found: Record<string, Found>;
  /** Writes by idempotency key: none is ever done twice. */
  ledger: Record<string, LedgerEntry>;
}
export interface CasePersonal {
  /** What was said and known, by turn at work or in the queue. */
  turns: Record<string, TurnPersonal>;
  /** What the reply to the turn at work says so far. */
  said: Said[];
  /** By run. */
  runs: Record<string, RunValues>;
  /** Results of writes, by idempotency key. */
  results: Record<string, unknown>;
  /** Arguments of the write that the turn at work waits for. */
  acting?: Record<string, unknown>;
}

export interface RunValues {
  /** What the customer said for this matter, by fact. */
  slots: Record<string, unknown>;
  /** Values that turned out wrong, by fact: not used any more. */
  aside: Record<string, unknown>;
  /** Answers of tools, by the name that the playbook gives them. */
  results: Record<string, unknown>;
  /** What was done for this matter, by place: enough to take it back. */
  done?: Record<string, { args: Record<string, unknown>; result: unknown }>;
}

export interface MatterRef {
  matterId: string;
  intent: string;
}

export interface Said {
  /** Words of one matter make one paragraph. */
  about: string;
  text: string;
}

/** One turn on its way to a reply: what was decided with it, and what is left to do. */
export interface Work {
  turn: Turn;
  snapshot: Snapshot;
  assessment: Assessment;
  epoch: number;
  /** Set where a person or the queue holds: a suggestion is made, nothing is said. */
  assist?: { handoffId?: string };
  /** Why it speaks although its turn is closed already. */
  initiative?: 'returned';
  /** Absent until the turn was planned. */
  plan?: Plan;
  waiting?: Waiting;
}
export type Waiting = { for: 'knowledge' } | { for: 'action'; actionId: string };

/** What is left of a turn, and what its reply will carry. */
export interface Plan {
  todo: Item[];
  asks: Ask[];
  citations: Citation[];
  proposed: { matter: MatterRef; basis: 'confirmed' | 'done' | 'answered' }[];
  /** Something was said back before the pending question came again: that is not asking in vain. */
  digressed: boolean;
  /** The reply asks something, also where no fact is asked for. */
  question: boolean;
  /** Automation knows no further way. */
  exhausted?: Exhaustion;
  /** An action of this turn is in doubt, which brings a person by itself. */
  inDoubt?: boolean;
  /** Playbook and step that spoke last. */
  spoke?: { playbook: string; step: string; matterId: string };
}

/** One thing to do in a turn, before the open playbooks go on. */
export type Item =
  | { kind: 'answer'; matter: MatterRef }
  | { kind: 'reply'; intent: string }
  | { kind: 'text'; text: 'greeting' | 'goodbye' | 'anythingElse' | 'stopped' }
  | { kind: 'noWay'; matter: MatterRef }
  | { kind: 'wantsPerson' }
  | { kind: 'unclear' }
  | { kind: 'close'; options: string[] };

/** Where a step stands in its playbook: index, branch, index, … `[2, 'then', 0]`; `each:1` is the second time round. */
export type StepPath = (number | string)[];

/** A matter on its way through a playbook. Values stand in the personal part, under `runId`. */
export interface Run {
  runId: string;
  matter: MatterRef;
  playbook: string;
  /** Version of the pack that `at` belongs to. */
  packVersion: string;
  at: StepPath;
  /** How often each step has asked, by place: the step's id, in a loop with the number of the round. */
  asked: Record<string, number>;
  /** What the customer agreed to: step id → hash of what was shown. */
  confirmed: Record<string, string>;
  /** What was said already (step and hash), so that a correction does not say it again. */
  told: string[];
  /** Calls whose result is there: step id → hash of the arguments. */
  called: Record<string, string>;
  failure?: { meaning: string; status: number };
  /** Facts that the customer has answered, in order. */
  answered?: string[];
  /** Questions that the customer does not know the answer to, by place. */
  unknown?: string[];
  /** Hashes of the wordings that each question has used, by place. */
  worded?: Record<string, string[]>;
  /** Effects that were done, by place. `stale`: a correction came after it, and it has not turned out right again since. */
  done?: Record<string, { tool: string; key: string; stale: boolean }>;
  /** An effect that is being taken back. */
  undoing?: { place: string; actionId: string };
}

export type Pending =
  | { kind: 'ask'; runId: string; step: string; fact: string }
  | { kind: 'confirm'; runId: string; step: string; hash: string }
  | { kind: 'clarify'; options: string[] }
  | { kind: 'rephrase' }
  | { kind: 'anythingElse' };

export type Found = { passages: FoundPassage[]; answerable: number };

export interface LedgerEntry {
  actionId: string;
  tool: string;
  /** `undone`: it was taken back, and may be done anew. */
  status: 'started' | 'performed' | 'failed' | 'inDoubt' | 'undone';
  /** Times that it was started; a refused action may be started again. */
  starts: number;
}

export const cases = document<Case>({ collection: 'cases' });

export const nothingPersonal: CasePersonal = { turns: {}, said: [], runs: {}, results: {} };

/** Turns remembered as taken up. A turn older than that is closed long since. */
const remembered = 40;
export const remember = (taken: readonly string[], turnId: string): string[] => [...taken, turnId].slice(-remembered);
