import type {
  AssistSuggested,
  FactLearned,
  PromiseKept,
  PromiseMade,
  ReplyReleased,
  ReplySuperseded,
  TurnStarted,
} from '@attune/contracts';
import type { Decision } from '@attune/messaging';
import { isOpen, withMessage, type DeskHandoff, type DeskMessage } from '../state';

/** What is said and learned while a handoff is open. Without one, everything here is quiet. */
type Heard = Decision<DeskHandoff> | undefined;

/** The customer says something. What the brief holds already is not said again. */
export function decideOnTurnStarted(known: DeskHandoff | undefined, { data, personal }: TurnStarted): Heard {
  if (!isOpen(known)) return undefined;
  const { turn } = data;
  if (turn.acceptedAt <= known.briefUpTo) return undefined;
  const name = personal?.snapshot.name;
  const messages = (personal?.messages ?? []).map(({ messageId, text }): DeskMessage => ({
    from: 'customer',
    ...(name !== undefined && { name }),
    text,
    at: turn.acceptedAt,
    messageId,
  }));
  const openTurns = [...known.openTurns.filter((turnId) => turnId !== turn.turnId), turn.turnId].slice(-100);
  return { state: withMessage({ ...known, addressId: turn.addressId, openTurns }, ...messages) };
}

/** Words reached the customer: automation's, a notice, or a person's. */
export function decideOnReplyReleased(known: DeskHandoff | undefined, { data, personal, time }: ReplyReleased): Heard {
  if (!isOpen(known) || time <= known.briefUpTo) return undefined;
  const { messageId, by, kind, replyId } = data;
  if (!personal || known.personal?.messages.some((message) => message.messageId === messageId)) return undefined;
  const name = personal.name;
  const state = withMessage(known, {
    from: by.kind,
    ...(name !== undefined && { name }),
    text: personal.text,
    at: time,
    messageId,
    kind,
  });
  return { state: by.kind === 'person' ? settled(state, replyId) : state };
}

/** A person's reply was not released: they see that the customer has not read it. */
export function decideOnReplySuperseded(known: DeskHandoff | undefined, { data, time }: ReplySuperseded): Heard {
  const reply = isOpen(known) ? known.personal?.unreleased.find(({ replyId }) => replyId === data.replyId) : undefined;
  if (!known || !reply) return undefined;
  const state = withMessage(known, { from: 'person', text: reply.text, at: time, notReleased: true });
  return { state: settled(state, data.replyId) };
}

function settled(state: DeskHandoff, replyId: string | undefined): DeskHandoff {
  if (!state.personal) return state;
  const unreleased = state.personal.unreleased.filter((reply) => reply.replyId !== replyId);
  return { ...state, personal: { ...state.personal, unreleased } };
}

/** A draft for the latest turn; an older one is forgotten. */
export function decideOnAssistSuggested(known: DeskHandoff | undefined, { data, personal }: AssistSuggested): Heard {
  if (!isOpen(known)) return undefined;
  const { turnId, citations, nextStep } = data;
  const words = known.personal && { ...known.personal, draft: personal?.draft ?? '' };
  return { state: { ...known, suggestion: { turnId, citations, nextStep }, ...(words && { personal: words }) } };
}

/** A fact became known, or changed: the brief stays true. */
export function decideOnFactLearned(
  known: DeskHandoff | undefined,
  { data, personal }: FactLearned,
  labelOf: (fact: string) => string,
): Heard {
  if (!isOpen(known) || !known.brief || !known.personal || !personal) return undefined;
  const { fact: name, provenance } = data;
  const facts = [...known.brief.facts.filter((one) => one.name !== name), { name, label: labelOf(name), provenance }];
  const brief = { ...known.personal.brief, facts: { ...known.personal.brief.facts, [name]: personal.value } };
  return { state: { ...known, brief: { ...known.brief, facts }, personal: { ...known.personal, brief } } };
}

/** A promise was made, or kept. */
export function decideOnPromise(known: DeskHandoff | undefined, event: PromiseMade | PromiseKept): Heard {
  if (!isOpen(known) || !known.brief) return undefined;
  const { promiseId } = event.data;
  const others = known.brief.promises.filter((promise) => promise.promiseId !== promiseId);
  if (!('dueAt' in event.data))
    return others.length === known.brief.promises.length
      ? undefined
      : { state: { ...known, brief: { ...known.brief, promises: others } } };
  const { dueAt, by } = event.data;
  const what = (event as PromiseMade).personal?.what ?? '';
  const words = known.personal && {
    ...known.personal,
    brief: { ...known.personal.brief, promises: { ...known.personal.brief.promises, [promiseId]: what } },
  };
  const brief = { ...known.brief, promises: [...others, { promiseId, dueAt, by }] };
  return { state: { ...known, brief, ...(words && { personal: words }) } };
}
