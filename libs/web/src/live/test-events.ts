import type { LiveEvent } from './shapes';

/** An event of a test story: `at` in ms. */
export function event(
  id: string,
  type: `${string}.${string}`,
  at: number,
  { cause, data, ...more }: { cause?: string; data?: unknown } & Partial<Omit<LiveEvent, 'data'>> = {},
): LiveEvent {
  const [service = '', name = ''] = type.split('.');
  const time = new Date(Date.UTC(2026, 2, 2, 9) + at).toISOString();
  return {
    id,
    type: `attune.${service}.${name}.v1`,
    name,
    service,
    time,
    recordedTime: time,
    subject: 'cnv_1',
    sequence: 1,
    correlationId: 'trn_1',
    causationId: cause ?? 'cmd_1',
    origin: 'test',
    data: data ?? {},
    topic: `attune.${service}`,
    partition: 0,
    offset: '0',
    ...more,
  };
}

export const turn = {
  turnId: 'trn_1',
  number: 3,
  acceptedAt: new Date(Date.UTC(2026, 2, 2, 9)).toISOString(),
  messageIds: ['msg_1'],
};

/** One answered turn with a look-up, 700 ms of listening before it. */
export const answeredTurn = (): LiveEvent[] => [
  event('said', 'channel.MessageReceived', 0, { correlationId: 'msg_1', data: { messageId: 'msg_1', length: 12 } }),
  event('received', 'channel.TurnReceived', 700, { cause: 'timer:adr_1:burst:1', data: { turn } }),
  event('started', 'context.TurnStarted', 704, { cause: 'received', data: { conversationId: 'cnv_1', turn } }),
  event('assessed', 'intent.IntentAssessed', 707, { cause: 'started', data: { conversationId: 'cnv_1', turn } }),
  event('decided', 'escalation.ControlDecided', 710, {
    cause: 'assessed',
    data: { conversationId: 'cnv_1', turn, holder: 'automation', previous: 'automation' },
  }),
  event('calling', 'resolution.ActionStarted', 712, {
    cause: 'decided',
    data: { conversationId: 'cnv_1', actionId: 'act_1' },
  }),
  event('called', 'resolution.ActionPerformed', 740, {
    cause: 'effect_1',
    data: { conversationId: 'cnv_1', actionId: 'act_1' },
  }),
  event('prepared', 'resolution.ReplyPrepared', 741, { cause: 'called', data: { conversationId: 'cnv_1' } }),
  event('released', 'channel.ReplyReleased', 745, {
    cause: 'prepared',
    data: { messageId: 'msg_2', answers: ['trn_1'] },
  }),
  event('closed', 'channel.TurnClosed', 745, {
    cause: 'prepared',
    sequence: 2,
    data: { turnId: 'trn_1', outcome: 'answered', tookMs: 745 },
  }),
  event('delivered', 'channel.ReplyDelivered', 760, { correlationId: 'msg_2', data: { messageId: 'msg_2' } }),
];
