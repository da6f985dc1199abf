import type { ReplyReleased, TurnClosed } from '@attune/contracts';
import type { Decision } from '@attune/messaging';
import { endIfSolved } from '../end-conversation/decide';
import { maxAsked, maxMatters, maxReleased } from '../limits';
import type { Conversation, CustomerState, KnownCustomer } from '../state';
import { begin, exchanged, knownOf, openOf, turnOf, withConversation, withState, withTimers, withTurn } from '../step';
import { silenceTimer } from '../timers';

/** What was said to the customer: what it asked for, what it meant, and that somebody spoke. Once a message. */
export function noteRelease(
  state: CustomerState | undefined,
  { data, personal, time }: ReplyReleased,
  silenceMs: (channel: string) => number,
): Decision<CustomerState> | undefined {
  const customer = knownOf(state);
  const conversation = customer && concerned(customer, data);
  if (!customer || !conversation || customer.released.includes(data.messageId)) return undefined;
  const { conversationId, channel } = conversation;
  const noted = withState(withConversation(begin(customer), afterwards(conversation, data, Date.parse(time))), {
    released: [...customer.released, data.messageId].slice(-maxReleased),
  });
  const { by } = data;
  const name = personal?.name;
  const text = personal?.text ?? '';
  const said = exchanged(noted, conversationId, { who: by.kind, text, at: time, ...(name !== undefined && { name }) });
  return withTimers(said, { [silenceTimer(conversationId)]: Date.parse(time) + silenceMs(channel) });
}

/** A holding notice may go out before anybody knows the conversation: then it is the address's. */
const concerned = (customer: KnownCustomer, { conversationId, addressId }: ReplyReleased['data']) =>
  conversationId === undefined
    ? customer.open.find((one) => one.addressId === addressId)
    : openOf(customer, conversationId);

function afterwards(conversation: Conversation, data: ReplyReleased['data'], at: number): Conversation {
  const { kind, asks, answers, intention, by } = data;
  const isNotice = kind === 'handoffNotice' || kind === 'holdingNotice';
  if (isNotice) return { ...conversation, lastReleased: 'notice' };
  const { waitingSince, ...rest } = conversation;
  const turnId = answers.at(-1);
  const asked = asks.map(({ fact, mode }) => ({ fact, mode, ...(turnId !== undefined && { turnId }) }));
  const { effort, intents } = conversation;
  const waitingMs = waitingSince === undefined ? 0 : Math.max(0, at - waitingSince);
  return {
    ...rest,
    asked: [...conversation.asked, ...asked].slice(-maxAsked),
    lastAsks: asks,
    lastReleased: intention === 'other' ? 'statement' : intention,
    effort: { ...effort, waitingMs: effort.waitingMs + waitingMs },
    ...(intention === 'answer' && {
      intents: intents.map((one) => ({ ...one, answered: true })),
      ...(by.kind === 'automation' && { proposal: proposedBy(conversation) }),
    }),
  };
}

/** An answer to everything that was open: as far as automation can tell it is solved. */
const proposedBy = ({ proposal, matters }: Conversation): Conversation['proposal'] => {
  const others = (proposal?.matters ?? []).filter(({ matterId }) => !matters.some((one) => one.matterId === matterId));
  return { basis: proposal?.basis ?? 'answered', matters: [...others, ...matters].slice(-maxMatters) };
};

/** A turn has its outcome: how long it took is effort, and what was solved may end now. Once a turn. */
export function noteOutcome(
  state: CustomerState | undefined,
  { data, time }: TurnClosed,
  now: number,
): Decision<CustomerState> | undefined {
  const customer = knownOf(state);
  const turn = customer && turnOf(customer, data.turnId);
  if (!customer || !turn || turn.closed) return undefined;
  const closed = withTurn(begin(customer), data.turnId, { closed: true });
  const conversation = openOf(customer, turn.conversationId);
  if (!conversation) return closed;
  return endIfSolved(withConversation(closed, waited(conversation, data, Date.parse(time))), turn.conversationId, now);
}

/** The wait for a person ends when somebody speaks, not when the turn is closed. */
function waited(conversation: Conversation, { outcome, tookMs }: TurnClosed['data'], at: number): Conversation {
  const { effort, waitingSince } = conversation;
  if (outcome === 'answered') return { ...conversation, effort: { ...effort, waitingMs: effort.waitingMs + tookMs } };
  if (outcome !== 'handedOver' && outcome !== 'takenAlong') return conversation;
  return { ...conversation, waitingSince: waitingSince ?? at - tookMs };
}
