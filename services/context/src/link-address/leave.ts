import { conversationContinued } from '@attune/contracts';
import { fact, type Decision } from '@attune/messaging';
import { startTurn } from '../start-turn/decide';
import type {
  Conversation,
  CustomerPersonal,
  CustomerState,
  KnownCustomer,
  MergedCustomer,
  Moved,
  Words,
} from '../state';
import { begin, turnOf } from '../step';
import { promiseTimer, silenceTimer } from '../timers';
import type { LinkRequest } from './await-arrival';

/**
 * What became of an anonymous customer whose address was verified: everything moved; or the turn went on where it was, because a
 * person or the queue holds the conversation there; or there was nothing.
 */
export type Departure =
  | { kind: 'moved'; moved: Moved; personal: CustomerPersonal | undefined }
  | { kind: 'stayed' }
  | { kind: 'nothing' }
  /** Somebody else was asked than was meant; ask again. */
  | { kind: 'missed' };

export function leave(
  state: CustomerState | undefined,
  { from, into, conversationId, turn, kid, words }: LinkRequest & { words: Words },
  now: number,
): { decision?: Decision<CustomerState>; departure: Departure } {
  if (!state || state.status === 'forgotten') return { departure: { kind: 'nothing' } };
  if (state.status === 'merged' || state.customerId !== from) return { departure: { kind: 'missed' } };
  const withPeople = state.open.find((one) => one.holder !== 'automation');
  if (withPeople) {
    const departure = { kind: 'stayed' as const };
    if (turnOf(state, turn.turnId)) return { departure };
    const said = { turn, words, kid, verified: false, into: withPeople.conversationId };
    return { departure, decision: startTurn(begin(state), said, now) };
  }
  const { addresses, open, earlier, turns, released } = state;
  const moved: Moved = { addresses, open, earlier, turns, released };
  return {
    departure: { kind: 'moved', moved, personal: state.personal },
    decision: {
      state: mergedInto(state, into, moved),
      facts: open.map((one) =>
        fact(
          conversationContinued,
          { conversationId: one.conversationId, customerId: from, in: conversationId },
          { correlationId: turn.turnId },
        ),
      ),
      timers: Object.fromEntries(open.flatMap(timersOf).map((name) => [name, null])),
    },
  };
}

/** Kept: if whoever asked has crashed meanwhile, they ask again. */
const mergedInto = ({ kid, personal }: KnownCustomer, into: string, moved: Moved): MergedCustomer => ({
  status: 'merged',
  mergedInto: into,
  moved,
  ...(kid !== undefined && { kid }),
  ...(personal && { personal }),
});

export const timersOf = ({ conversationId, promises }: Conversation): string[] => [
  silenceTimer(conversationId),
  ...promises.map(({ promiseId }) => promiseTimer(promiseId)),
];
