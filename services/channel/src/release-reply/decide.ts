import {
  deriveId,
  replyReleased,
  replySuperseded,
  type ReplyPreparedByDesk,
  type ReplyPreparedByResolution,
  type ReplySuperseded,
} from '@attune/contracts';
import type { ChannelTiming } from '@attune/domain';
import { fact, instant, type Decision } from '@attune/messaging';
import { answered, hear, highestOf, named, wait, waitingOf } from '../conversations';
import { repliesKept } from '../limits';
import { appended, conversationOf, isForgotten, isOwed, type AddressState, type OwedTurn } from '../state';
import { begin, noteRelease, remember, withFacts, withState, type Step } from '../step';
import { attribute, closeTurns, owedTurns, turnOf } from '../turns';

type ReplyPrepared = ReplyPreparedByResolution | ReplyPreparedByDesk;
type Why = ReplySuperseded['data']['why'];

/**
 * The one act by which prepared words reach a customer, or do not. A reply is released with the turns that it answers; earlier
 * ones that are still owed are superseded by it. Automation speaks only to turns that have no outcome yet, and only while it has
 * not lost control; a person speaks as long as they hold the conversation.
 */
export function releaseReply(
  before: AddressState | undefined,
  event: ReplyPrepared,
  timing: ChannelTiming,
  now: number,
): Decision<AddressState> | undefined {
  const { data: reply } = event;
  if (!before || before.replies.includes(reply.replyId)) return undefined;

  const why = refusal(before, event);
  const { by } = reply;
  const heard = hear(begin(before), {
    ...reply,
    holder: by.kind,
    agentId: by.kind === 'person' ? by.agentId : undefined,
  });
  const attributed = reply.answers.reduce(
    (step, turnId) => attribute(step, turnId, reply.conversationId, reply.customerId),
    heard,
  );
  const step = withState(attributed, { replies: appended(before.replies, reply.replyId, repliesKept) });
  return why === undefined ? release(step, event, timing, now) : supersede(step, event, why, timing, now);
}

/** Why a reply is not released; undefined where it is. */
function refusal(state: AddressState, { data: reply, forgotten, personal }: ReplyPrepared): Why | undefined {
  if (forgotten || isForgotten(state) || !personal) return 'forgotten';
  const known = conversationOf(state, reply.conversationId);
  if (known && known.epoch > reply.epoch) return 'controlMoved';
  if (reply.by.kind === 'person')
    return known && known.epoch === reply.epoch && known.holder !== 'person' ? 'controlMoved' : undefined;
  if (known && known.epoch === reply.epoch && known.holder === 'person') return 'controlMoved';
  if (reply.answers.length === 0 || owedOf(state, reply.answers).length > 0) return undefined;
  const outcomes = reply.answers
    .map((turnId) => turnOf(state, turnId))
    .map((turn) => turn && !isOwed(turn) && turn.outcome);
  if (outcomes.includes('forgotten')) return 'forgotten';
  return outcomes.includes('superseded') ? 'laterReply' : 'turnClosed';
}

const owedOf = (state: AddressState, turnIds: readonly string[]): OwedTurn[] =>
  owedTurns(state).filter(({ turn }) => turnIds.includes(turn.turnId));

function supersede(
  step: Step,
  { data: reply, forgotten }: ReplyPrepared,
  why: Why,
  timing: ChannelTiming,
  now: number,
): Step {
  const { conversationId, customerId, replyId, answers, epoch } = reply;
  const { addressId } = step.state;
  const superseded = withFacts(
    step,
    fact(replySuperseded, { addressId, conversationId, customerId, replyId, answers, why }, { controlEpoch: epoch }),
  );
  const owed = owedOf(step.state, answers);
  // The words were sealed with a key that is gone: the turns that they answer can have no other outcome.
  if (forgotten || isForgotten(step.state)) return closeTurns(superseded, owed, 'forgotten', [], now, reply);
  const known = conversationOf(step.state, conversationId);
  // Nobody else will answer what automation had begun: whoever holds has it now. Who is not told yet will be, with the handoff.
  if (why !== 'controlMoved' || !known || !(known.told || known.holder === 'person')) return superseded;
  const highest = Math.max(0, ...owed.map(({ turn }) => turn.number));
  const upTo = owedTurns(step.state).filter(({ turn }) => turn.number <= highest);
  const closed = closeTurns(superseded, upTo, 'takenAlong', [], now, reply);
  return wait(closed, conversationId, upTo.map(waitingOf), timing.personReplyMs);
}

function release(step: Step, event: ReplyPrepared, timing: ChannelTiming, now: number): Step {
  const { data: reply, personal, correlationId } = event;
  const { addressId, channel, kid } = step.state;
  const { conversationId, customerId, replyId, by, intention, asks, citations, epoch } = reply;
  const messageId = deriveId('msg', addressId, replyId);
  const byPerson = by.kind === 'person';
  const owed = owedOf(step.state, reply.answers);
  const answers = byPerson ? reply.answers : owed.map(({ turn }) => turn.turnId);
  const kind = reply.answers.length > 0 ? 'reply' : 'initiative';
  const text = personal?.text ?? '';
  const name = personal?.name;

  const said = withFacts(
    noteRelease(step, { messageId, correlationId, conversationId, customerId, delivery: 'underway' }),
    fact(
      replyReleased,
      {
        messageId,
        kind,
        addressId,
        channel,
        conversationId,
        customerId,
        replyId,
        answers,
        by,
        intention,
        asks,
        citations,
      },
      {
        personal: { text, ...(name !== undefined && { name }) },
        ...(kid !== undefined && { kid }),
        controlEpoch: epoch,
      },
    ),
  );
  const shown = remember(named(said, byPerson ? name : undefined), {
    messageId,
    from: by.kind,
    ...(name !== undefined && { name }),
    text,
    at: instant(now),
    kind,
    citations: citations.map(({ articleId, title }) => ({ articleId, title })),
  });
  const closed = closeTurns(shown, owed, 'answered', [messageId], now, reply);
  const highest = Math.max(0, ...owed.map(({ turn }) => turn.number));
  const earlier = owedTurns(closed.state).filter(({ turn }) => turn.number <= highest);
  const all = closeTurns(closed, earlier, 'superseded', [messageId], now, reply);
  if (!byPerson) return all;
  // A person who speaks without naming a turn has read what there was.
  const upTo = highestOf(step.state, reply.answers) ?? all.state.lastNumber;
  return answered(all, conversationId, upTo, timing.personReplyMs);
}
