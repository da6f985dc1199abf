import fc from 'fast-check';
import {
  conversationClosed,
  conversationResolved,
  conversationReturned,
  deriveId,
  handoffAccepted,
  handoffReleased,
  personReplyOverdue,
  resolutionExhausted,
  turnClosed,
  turnOverdue,
  type ControlDecided,
} from '@attune/contracts';
import type { Decision } from '@attune/messaging';
import { exampleValues as x } from '@attune/contracts';
import { decideOnResolutionExhausted, decideOnTurnOverdue } from './ask-for-person/decide';
import { decideControl } from './decide-control/decide';
import * as desk from './follow-desk/decide';
import * as ends from './follow-ends/decide';
import type { Control } from './state';
import { angry, assessed, at, event, factsOf, iso, testPack, turn } from './test-pack';

/** Whatever comes in whatever order, with right and stale epochs: the holder keeps its rules (protocols.md §4). */
const pack = testPack();
const kinds = [
  'turn',
  'angryTurn',
  'accept',
  'return',
  'close',
  'release',
  'overdue',
  'closed',
  'exhausted',
  'personOverdue',
  'resolved',
] as const;
interface Step {
  kind: (typeof kinds)[number];
  /** How many epochs behind (or before) the current one the quote is. */
  off: number;
  agentId: string;
  number: number;
}
const step = fc.record<Step>({
  kind: fc.constantFrom(...kinds),
  off: fc.constantFrom(0, 0, 0, 1, 2, -1),
  agentId: fc.constantFrom('agt_kim', 'agt_bo'),
  number: fc.integer({ min: 1, max: 4 }),
});

function apply(
  state: Control | undefined,
  { kind, off, agentId, number }: Step,
  i: number,
): Decision<Control> | undefined {
  const epoch = Math.max(1, (state?.epoch ?? 1) - off);
  const current = state && state.held.holder !== 'automation' ? state.held.handoff.handoffId : undefined;
  const handoffId = current ?? deriveId('hnd', x.conversationId, epoch);
  const quote = { handoffId, agentId, epoch };
  switch (kind) {
    case 'turn':
      return decideControl(state, assessed(i), at(i * 10), pack);
    case 'angryTurn':
      return decideControl(state, assessed(i, angry), at(i * 10), pack);
    case 'accept':
      return desk.decideOnHandoffAccepted(state, event(handoffAccepted, quote), at(i * 10), pack);
    case 'return':
      return desk.decideOnConversationReturned(state, event(conversationReturned, quote), pack);
    case 'close':
      return desk.decideOnConversationClosed(state, event(conversationClosed, quote), pack);
    case 'release':
      return desk.decideOnHandoffReleased(state, event(handoffReleased, quote), pack);
    case 'overdue':
      return decideOnTurnOverdue(state, event(turnOverdue, { turn: turn(number) }), 0, at(i * 10), pack);
    case 'closed':
      return ends.decideOnTurnClosed(state, event(turnClosed, { turnId: `trn_${number}` }), pack);
    case 'exhausted':
      return decideOnResolutionExhausted(
        state,
        event(resolutionExhausted, { epoch, turnId: `trn_${number}` }),
        at(i * 10),
        pack,
      );
    case 'personOverdue':
      return ends.decideOnPersonReplyOverdue(state, event(personReplyOverdue, { epoch }), at(i * 10 + 60), pack);
    case 'resolved':
      return ends.decideOnConversationEnded(state, event(conversationResolved, {}, { time: iso(i * 10 + 5) }), pack);
  }
}
const quoting = new Set<Step['kind']>(['accept', 'return', 'close', 'release', 'personOverdue']);

it('the epoch rises by one with each change of holder, each change has its reasons, and no stale quote moves anybody', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let state: Control | undefined;
      for (const [i, one] of steps.entries()) {
        const before: Control | undefined = state;
        const decision = apply(before, one, i + 1);
        if (!decision) continue;
        state = decision.state;
        const changed: boolean =
          state.held !== before?.held && (before !== undefined || state.held.holder !== 'automation');
        const decided = factsOf(decision).filter(({ name }) => name === 'ControlDecided');
        expect(state.epoch).toBe((before?.epoch ?? 1) + (changed ? 1 : 0));
        expect(decided.length).toBeLessThanOrEqual(1);
        if (changed) {
          const data = decided[0]!.data as ControlDecided['data'];
          expect(data).toMatchObject({
            holder: state.held.holder,
            epoch: state.epoch,
            previous: before?.held.holder ?? 'automation',
          });
          expect(data.decision.fired.length).toBeGreaterThan(0);
        }
        if (one.kind.toLowerCase().endsWith('turn')) expect(decided).toHaveLength(1);
        if (quoting.has(one.kind) && one.off !== 0 && before && before.epoch > 1) expect(state.held).toBe(before.held);
        if (state.held.holder === 'person' && changed) expect(before?.held.holder).toBe('queue');
      }
    }),
    { numRuns: 500 },
  );
});
