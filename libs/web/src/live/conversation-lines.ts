import { dataOf, type ConversationLine } from './shapes';
import type { StoryEvent } from './story';

/** The list of conversations, kept up to date by events: newest first. `conversationOf` also knows events that do not name theirs. */
export function withEvents(
  lines: ReadonlyMap<string, ConversationLine>,
  events: readonly StoryEvent[],
  conversationOf: (event: StoryEvent) => string | undefined,
): ReadonlyMap<string, ConversationLine> {
  const next = new Map(lines);
  for (const event of events) {
    const conversationId = conversationOf(event);
    if (conversationId === undefined) continue;
    const line = next.get(conversationId) ?? {
      conversationId,
      holder: 'automation',
      lastAt: event.recordedTime,
      origin: event.origin,
    };
    next.set(conversationId, changed(line, event));
  }
  return next;
}

function changed(line: ConversationLine, event: StoryEvent): ConversationLine {
  const data = dataOf(event);
  const lastAt = event.recordedTime > line.lastAt ? event.recordedTime : line.lastAt;
  switch (event.name) {
    case 'ControlDecided': {
      const thanks = data.assessment?.acts.some(({ act, probability }) => act === 'thanks' && probability > 0.5);
      const intent = thanks && line.intent !== undefined ? line.intent : data.assessment?.candidates[0]?.intent;
      return {
        ...line,
        lastAt,
        holder: data.holder ?? line.holder,
        ...(intent !== undefined && { intent }),
        ...(data.snapshot && { turns: data.snapshot.version }),
        ...(data.assessment && { dissatisfaction: data.assessment.emotion.dissatisfaction }),
      };
    }
    case 'ConversationResolved':
      return { ...line, lastAt, outcome: 'resolved' };
    case 'ConversationLapsed':
      return { ...line, lastAt, outcome: 'lapsed' };
    case 'ConversationReopened': {
      const { outcome: _, ...open } = line;
      return { ...open, lastAt };
    }
    case 'OutcomeMeasured':
      return { ...line, ...(data.outcome !== undefined && { outcome: data.outcome }) };
    default:
      return { ...line, lastAt };
  }
}

export const newestFirst = (lines: ReadonlyMap<string, ConversationLine>): ConversationLine[] =>
  [...lines.values()].sort((a, b) => b.lastAt.localeCompare(a.lastAt));

/** Turns that were received and have no outcome yet, among the events that the page knows. */
export function openTurns(events: readonly StoryEvent[]): number {
  const open = new Set<string>();
  for (const event of events) {
    const { turn, turnId } = dataOf(event);
    if (event.name === 'TurnReceived' && turn) open.add(turn.turnId);
    if (event.name === 'TurnClosed' && turnId !== undefined) open.delete(turnId);
  }
  return open.size;
}
