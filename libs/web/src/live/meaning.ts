import { duration, initials, spaced } from '../ui/wording';
import { dataOf, type Holder } from './shapes';
import type { StoryEvent } from './story';

/** What an event is on the chart: most are plain, some are what the story is about. */
export type Emphasis = 'plain' | 'entry' | 'words' | 'handoff' | 'control' | 'action' | 'closed' | 'outcome' | 'dead';

const emphases: Record<string, Emphasis> = {
  MessageReceived: 'entry',
  ReplyReleased: 'words',
  HandoffRequested: 'handoff',
  HandoffAccepted: 'handoff',
  ConversationReturned: 'handoff',
  ActionStarted: 'action',
  ActionPerformed: 'action',
  ActionFailed: 'action',
  ActionInDoubt: 'dead',
  TurnClosed: 'closed',
  ConversationResolved: 'outcome',
  OutcomeMeasured: 'outcome',
  EventDeadLettered: 'dead',
  TurnOverdue: 'dead',
  DeliveryFailed: 'dead',
};

export function emphasisOf(event: StoryEvent): Emphasis {
  if (event.name === 'ControlDecided') return movesHolder(event) ? 'control' : 'plain';
  return emphases[event.name] ?? 'plain';
}
export function movesHolder(event: StoryEvent): boolean {
  const { holder, previous } = dataOf(event);
  return event.name === 'ControlDecided' && holder !== undefined && previous !== undefined && holder !== previous;
}
export const newHolder = (event: StoryEvent): Holder | undefined => dataOf(event).holder;

const short = (text: string, length = 34) => (text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text);
const percent = (share: number) => `${Math.round(share * 100)} %`;
const wordsOf = ({ name, personal }: StoryEvent): string | undefined =>
  name === 'MessageReceived' || name === 'ReplyReleased'
    ? (personal as { text?: string } | undefined)?.text
    : undefined;

/** What happened, in a few words, beside the event. Words of people only where the page was given them. */
export function summaryOf(event: StoryEvent, length = 34): string {
  const data = dataOf(event);
  const words = wordsOf(event);
  if (words !== undefined) return short(words.replace(/\s+/gu, ' '), length);
  switch (event.name) {
    case 'MessageReceived':
      return data.length === undefined ? '' : `${data.length} characters`;
    case 'TurnReceived':
      return data.turn
        ? `turn ${data.turn.number}${data.turn.messageIds.length > 1 ? `, ${data.turn.messageIds.length} messages` : ''}`
        : '';
    case 'TurnStarted':
      return data.snapshot ? known(data.snapshot.facts.length) : '';
    case 'IntentAssessed': {
      const best = data.assessment?.candidates[0];
      if (!data.assessment || !best) return 'not understood';
      return data.assessment.noneOfThese > best.probability
        ? 'none of these'
        : `${spaced(best.intent)} ${percent(best.probability)}`;
    }
    case 'KnowledgeFound':
      return short(data.passages?.[0]?.title ?? '', 26);
    case 'KnowledgeGapFound':
      return 'no article answers it';
    case 'ControlDecided':
      return movesHolder(event) ? `${data.previous} → ${data.holder}` : `${data.holder} holds`;
    case 'HandoffRequested':
    case 'HandoffQueued':
      return `${data.queue}, priority ${data.priority}`;
    case 'HandoffAccepted':
      return data.waitedMs === undefined ? '' : `after ${duration(data.waitedMs)}`;
    case 'ReplyPrepared':
    case 'ReplyReleased':
      return [
        data.kind && data.kind !== 'reply' ? spaced(data.kind) : data.intention,
        data.by?.kind === 'person' && 'by a person',
      ]
        .filter(Boolean)
        .join(', ');
    case 'TurnClosed':
      return `${spaced(data.outcome ?? '')} in ${duration(data.tookMs ?? 0)}`;
    case 'ActionStarted':
      return spaced(data.tool ?? '');
    case 'ActionPerformed':
      return `${spaced(data.outcome ?? 'done')} after ${duration(data.tookMs ?? 0)}`;
    case 'ActionFailed':
    case 'ActionInDoubt':
      return spaced(data.reason ?? '');
    case 'FactLearned':
      return factOf(event);
    case 'AssistSuggested':
      return short(data.nextStep ?? '', 28);
    case 'ResolutionProposed':
    case 'ConversationResolved':
      return spaced(data.basis ?? '');
    case 'ResolutionExhausted':
    case 'ReplySuperseded':
    case 'HandoffWithdrawn':
    case 'HandoffReleased':
      return spaced(data.why ?? '');
    case 'OutcomeMeasured':
    case 'ConversationClosed':
      return spaced(data.outcome ?? '');
    case 'EventDeadLettered':
      return short(data.reason ?? '');
    default:
      return '';
  }
}

const known = (facts: number) => (facts === 0 ? 'nothing known yet' : `knows ${facts} fact${facts === 1 ? '' : 's'}`);
function factOf(event: StoryEvent): string {
  const value = (event.personal as { value?: unknown } | undefined)?.value;
  const name = spaced(dataOf(event).fact ?? '');
  return typeof value === 'string' ? short(`${name} ${value}`) : name;
}

/** `TurnReceived` of channel and context's `TurnStarted` are told apart by their own names; two services prepare replies. */
export const titleOf = ({ name, service }: { name: string; service: string }): string =>
  name === 'ReplyPrepared' && service === 'desk' ? 'ReplyPrepared (person)' : name;

/** Two letters that tell conversations apart in a list: from the end of the id, stable. */
export const shortId = (id: string): string => initials(id.slice(4, 5)) + id.slice(5, 8);
