import type { BriefPersonal } from '@attune/contracts';
import { isOpen, isTaken, type DeskHandoff, type DeskMessage } from './state';

/** One line of the queue. `lastText` is personal: only agents see it. */
export function queueLine(handoff: DeskHandoff) {
  const { conversationId, handoffId, queue, priority, stage, brief, personal, requestedAt } = handoff;
  const said = personal && [
    ...personal.brief.conversation,
    ...personal.messages.map((one) => ({ who: one.from, text: one.text })),
  ];
  return {
    conversationId,
    handoffId,
    queue,
    priority,
    status: stage.status,
    waitingSince: stage.status === 'queued' ? stage.queuedAt : requestedAt,
    requestedAt,
    reasons: brief?.why.map(({ reason }) => reason) ?? [],
    intent: brief?.matters[0]?.intent ?? null,
    goal: brief?.matters[0]?.goal ?? null,
    mood: brief?.mood ?? null,
    ...(handoff.preferredAgentId !== undefined && { preferredAgentId: handoff.preferredAgentId }),
    ...(isTaken(handoff) && { agentId: handoff.stage.agentId, agentName: personal?.agentName ?? null }),
    customerName: personal?.brief.name ?? null,
    lastText:
      said
        ?.filter(({ who }) => who === 'customer')
        .at(-1)
        ?.text.slice(0, 200) ?? null,
  };
}

/** Everything that a person needs to take over and to write. */
export function conversationPage(handoff: DeskHandoff, agentId: string) {
  const { brief, personal, epoch, stage, suggestion } = handoff;
  const yours = isTaken(handoff) && handoff.stage.agentId === agentId;
  return {
    handoff: { ...queueLine(handoff), stage, language: handoff.language, yours },
    brief: brief ?? null,
    personal: personal ? personalPart(personal.brief) : null,
    messages: messagesOf(handoff),
    unreleased: personal?.unreleased ?? [],
    epoch,
    mayWrite: yours && handoff.stage.status === 'held' && !handoff.stage.leaving,
    open: isOpen(handoff),
    ...(suggestion && { suggestion: { ...suggestion, draft: personal?.draft ?? '' } }),
  };
}

const personalPart = ({ facts, promises, name }: BriefPersonal) => ({ facts, promises, name: name ?? null });

/** The conversation from the brief, then all that was said since. */
const messagesOf = ({ personal }: DeskHandoff): DeskMessage[] => [
  ...(personal?.brief.conversation ?? []).map(({ who, ...exchange }): DeskMessage => ({ from: who, ...exchange })),
  ...(personal?.messages ?? []),
];
