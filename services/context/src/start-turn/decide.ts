import {
  conversationOpened,
  conversationReopened,
  customerLinked,
  deriveId,
  turnStarted,
  type Turn,
  type TurnReceived,
} from '@attune/contracts';
import { fact, type Decision } from '@attune/messaging';
import { latestOpen, reopenable } from '../find-conversation';
import { awaitArrival, isArriving, mustArrive } from '../link-address/await-arrival';
import { maxConversationIds, maxTurns } from '../limits';
import { dropOld } from './drop-old';
import { snapshotOf } from '../snapshot';
import {
  anonymousCustomerOf,
  isAnonymous,
  newConversation,
  newCustomer,
  type Conversation,
  type CustomerState,
  type Words,
} from '../state';
import {
  begin,
  exchanged,
  openOf,
  personalOf,
  turnOf,
  withConversation,
  withFacts,
  withState,
  withTimers,
  type Step,
} from '../step';
import { silenceTimer } from '../timers';

/** A turn, with its words and the key that they were sealed with. */
export interface Said {
  turn: Turn;
  words: Words;
  kid: string;
  /** The customer proved who they are. */
  verified: boolean;
  /** The conversation that it shall be part of, where that was settled before. */
  into?: string;
  /** Fills the conversation before anything is told about it. */
  bring?: (step: Step, conversation: Conversation) => Step;
}

/** Which customer, which conversation, and what is known: everything that others need to deal with a turn. Once a turn. */
export function startTurnOfCustomer(
  state: CustomerState | undefined,
  event: TurnReceived,
  now: number,
): Decision<CustomerState> | undefined {
  const { data, sealed, personal, origin } = event;
  const { turn, verifiedAs } = data;
  if (!sealed || !personal || state?.status === 'merged') return undefined;
  // Who was forgotten stays forgotten; who writes with a new key begins anew.
  if (state?.status === 'forgotten' && state.kids.includes(sealed.kid)) return undefined;
  const customerId = verifiedAs ?? anonymousCustomerOf(turn.addressId);
  const customer = state?.status === 'known' ? state : newCustomer(state?.customerId ?? customerId, origin, sealed.kid);
  if (turnOf(customer, turn.turnId) || isArriving(customer, turn)) return undefined;
  const said: Said = { turn, words: personal, kid: sealed.kid, verified: verifiedAs === customer.customerId };
  return mustArrive(customer, data) ? awaitArrival(begin(customer), said, now) : startTurn(begin(customer), said, now);
}

export function startTurn(before: Step, said: Said, now: number): Step {
  const { turn, words, verified, kid } = said;
  const linked = link(before, said);
  const scope = verified ? 'customer' : turn.addressId;
  const found = converse(linked, said, scope, now);
  const step = said.bring ? said.bring(found.step, found.conversation) : found.step;
  const conversation = openOf(step.state, found.conversation.conversationId) ?? found.conversation;
  const { customerId } = step.state;
  const { conversationId, version, effort, channel } = conversation;
  const snapshot = snapshotOf(step.state, conversation, { verified, version: version + 1, now });
  const started = withFacts(
    step,
    fact(
      turnStarted,
      { conversationId, customerId, turn, snapshot: snapshot.clear },
      {
        personal: { messages: [...words.messages], snapshot: snapshot.personal },
        kid,
        correlationId: turn.turnId,
        expiryTime: turn.deadline,
      },
    ),
  );
  // Who speaks again has not come to an end, whatever a person thought.
  const { closedBy: _, ...going } = conversation;
  const continued = withConversation(started, {
    ...going,
    version: version + 1,
    addressId: turn.addressId,
    channel: turn.channel,
    lastTurnAt: Date.parse(turn.acceptedAt),
    lastTurnId: turn.turnId,
    effort: {
      ...effort,
      turns: effort.turns + 1,
      switches: effort.switches + (version > 0 && channel !== turn.channel ? 1 : 0),
    },
  });
  const text = words.messages.map((message) => message.text).join('\n');
  const heard = exchanged(continued, conversationId, { who: 'customer', text, at: turn.acceptedAt });
  const known = { turnId: turn.turnId, conversationId, startedAt: now, assessed: false, closed: false };
  return withTimers(withState(heard, { turns: [...heard.state.turns, known].slice(-maxTurns) }), {
    [silenceTimer(conversationId)]: null,
  });
}

/** The address is one of the customer's from now on; others are told where it joins other verified ones. */
function link(step: Step, { turn, words, kid, verified }: Said): Step {
  const { addresses, customerId } = step.state;
  const personal = personalOf(step.state);
  const mayTell = words.name !== undefined && (verified || isAnonymous(step.state));
  const named = !mayTell ? step : withState(step, { personal: { ...personal, name: words.name } });
  const known = addresses.find((one) => one.addressId === turn.addressId && one.kid === kid);
  if (known && (known.verified || !verified)) return named;
  const others = addresses.filter((one) => one !== known);
  const added = withState(named, {
    addresses: [...others, { addressId: turn.addressId, channel: turn.channel, kid, verified }],
  });
  const joins = verified && others.some((one) => one.verified && one.addressId !== turn.addressId);
  return joins
    ? withFacts(added, fact(customerLinked, { customerId, addressId: turn.addressId }, { correlationId: turn.turnId }))
    : added;
}

/** The conversation that goes on: an open one, one that ended a short while ago, or a new one. */
function converse(
  step: Step,
  { turn, into }: Said,
  scope: string,
  now: number,
): { step: Step; conversation: Conversation } {
  const { customerId } = step.state;
  const ids = (conversationId: string) => ({ conversationId, customerId });
  const told = { correlationId: turn.turnId, expiryTime: turn.deadline };
  const open = into === undefined ? latestOpen(step.state, scope) : openOf(step.state, into);
  if (open) return { step, conversation: open };

  const back = reopenable(step.state, scope, now, into);
  if (back) {
    // Whoever held it has left it when it ended.
    const { proposal: _, closedBy: __, waitingSince: ___, ...rest } = back;
    const conversation: Conversation = { ...rest, holder: 'automation', confirmed: false };
    const reopened = withState(step, {
      open: [...step.state.open, conversation],
      ended: step.state.ended.filter((one) => one.conversation !== back),
      earlier: step.state.earlier.filter((one) => one.conversationId !== back.conversationId),
    });
    const event = fact(conversationReopened, { ...ids(back.conversationId), turnId: turn.turnId }, told);
    return { step: withFacts(reopened, event), conversation };
  }

  const conversation = newConversation(into ?? deriveId('cnv', turn.turnId), scope, turn);
  const { conversationId } = conversation;
  const opened = withState(step, {
    open: [...step.state.open, conversation],
    conversationIds: [...step.state.conversationIds, conversationId].slice(-maxConversationIds),
  });
  const { addressId, channel, turnId } = turn;
  const event = fact(conversationOpened, { ...ids(conversationId), addressId, channel, turnId }, told);
  return { step: withFacts(dropOld(opened, now), event), conversation };
}
