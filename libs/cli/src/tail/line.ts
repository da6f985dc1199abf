import { nameOf, type SeenEvent } from '../events/seen-event';

/** Fields worth a glance, by the event's name; a path may lead into objects. Others show what they have at the top. */
const worthSeeing: Record<string, readonly string[]> = {
  MessageReceived: ['messageId', 'channel', 'length'],
  TurnReceived: ['turn.turnId', 'turn.number', 'turn.channel'],
  TurnStarted: ['turn.turnId', 'turn.number', 'snapshot.version', 'snapshot.holder'],
  IntentAssessed: [
    'assessment.candidates.0.intent',
    'assessment.candidates.0.probability',
    'assessment.emotion.dissatisfaction',
  ],
  KnowledgeFound: ['answerable', 'passages.0.title'],
  ControlDecided: ['holder', 'previous', 'epoch', 'decision.trigger', 'decision.fired.0.rule', 'turn.turnId'],
  HandoffRequested: ['handoffId', 'queue', 'priority', 'brief.why.0.rule'],
  ReplyPrepared: ['replyId', 'intention', 'answers', 'by.kind'],
  ReplyReleased: ['kind', 'by.kind', 'intention', 'answers', 'messageId'],
  ReplySuperseded: ['why', 'replyId', 'answers'],
  TurnClosed: ['outcome', 'turnId', 'number', 'tookMs', 'held'],
  TurnOverdue: ['turn.turnId', 'turn.number'],
  EventDeadLettered: ['service', 'handler', 'kind', 'reason'],
  OutcomeMeasured: ['outcome', 'state', 'firstContact', 'automated'],
};
/** Said already by the line itself, or the same in every event of a conversation. */
const left = new Set(['conversationId', 'customerId', 'addressId']);
const longestField = 60;

/** `09:15:04.120  channel     TurnClosed  adr_…  outcome=answered turnId=trn_…` */
export function lineOf(event: SeenEvent): string {
  const name = nameOf(event.type);
  const fields = fieldsOf(name, event).map(([field, value]) => `${field}=${value}`);
  const epoch = event.controlEpoch === undefined ? [] : [`epoch=${event.controlEpoch}`];
  const shown = [...fields, ...(fields.some((field) => field.startsWith('epoch=')) ? [] : epoch)];
  const time = event.time.slice(11, 23).padEnd(12);
  return `${time}  ${event.service.padEnd(12)}${name.padEnd(22)} ${event.subject.padEnd(24)} ${shown.join(' ')}`.trimEnd();
}

function fieldsOf(name: string, { data }: SeenEvent): [string, string][] {
  const paths =
    worthSeeing[name] ??
    Object.keys(data)
      .filter((key) => !left.has(key) && shownAs(data[key]) !== undefined)
      .slice(0, 5);
  return paths.flatMap((path) => {
    const shown = shownAs(at(data, path));
    const label =
      path
        .split('.')
        .filter((part) => !/^\d+$/.test(part))
        .at(-1) ?? path;
    return shown === undefined ? [] : [[path === 'by.kind' ? 'by' : label, shown] as [string, string]];
  });
}

const at = (data: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (isGroup(value) ? value[key] : undefined), data);
const isGroup = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function shownAs(value: unknown): string | undefined {
  if (typeof value === 'number') return String(Math.round(value * 1000) / 1000);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'))
    return value.join(',');
  if (typeof value !== 'string' || value === '') return undefined;
  const text = value.length > longestField ? `${value.slice(0, longestField)}…` : value;
  return /\s/.test(text) ? JSON.stringify(text) : text;
}
