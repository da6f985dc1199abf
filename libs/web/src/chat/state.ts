/** What the customer's page knows, and how it changes. Pure: ids and times are given. */
export type Holder = 'automation' | 'queue' | 'person';

/** As the history and the socket give them. */
export interface ShownMessage {
  messageId: string;
  from: 'customer' | 'automation' | 'person';
  name?: string;
  text: string;
  /** ISO. */
  at: string;
  kind?: string;
  citations: { articleId: string; title: string }[];
  delivered: boolean;
}

/** What the customer said on this page and the service has not confirmed: shown at once, kept until it is. Times are epoch ms. */
export interface OwnMessage {
  clientId: string;
  text: string;
  at: number;
  status: 'sending' | 'waiting' | 'refused';
  /** Why it was refused, in words. */
  why?: string;
}

export interface Chat {
  messages: ShownMessage[];
  outbox: OwnMessage[];
  holder: Holder;
  agentName?: string;
  /** Since when an answer is being worked on; undefined: nothing is open. */
  answeringSince?: number;
  loaded: boolean;
}

export const emptyChat: Chat = { messages: [], outbox: [], holder: 'automation', loaded: false };

export type Change =
  | { type: 'loaded'; holder: Holder; agentName?: string; messages: ShownMessage[] }
  | { type: 'say'; message: OwnMessage }
  | { type: 'accepted'; clientId: string; messageId: string; now: number }
  | { type: 'refused'; clientId: string; why: string }
  | { type: 'waiting'; clientId: string }
  | { type: 'retry'; clientId: string }
  | { type: 'discard'; clientId: string }
  | { type: 'message'; message: ShownMessage }
  | { type: 'holder'; holder: Holder; name?: string }
  | { type: 'typing'; now: number }
  | { type: 'delivered'; messageId: string };

export function changed(chat: Chat, change: Change): Chat {
  switch (change.type) {
    case 'loaded':
      return loaded(chat, change);
    case 'say':
      return { ...chat, outbox: [...chat.outbox, change.message] };
    case 'accepted':
      return accepted(chat, change);
    case 'refused':
      return own(chat, change.clientId, { status: 'refused', why: change.why });
    case 'waiting':
      return own(chat, change.clientId, { status: 'waiting' });
    case 'retry':
      return own(chat, change.clientId, { status: 'sending' });
    case 'discard':
      return { ...chat, outbox: chat.outbox.filter(({ clientId }) => clientId !== change.clientId) };
    case 'message':
      return arrived(chat, change.message);
    case 'holder':
      return held(chat, change.holder, change.name);
    case 'typing':
      return { ...chat, answeringSince: change.now };
    case 'delivered':
      return {
        ...chat,
        messages: chat.messages.map((one) => (one.messageId === change.messageId ? { ...one, delivered: true } : one)),
      };
  }
}

/** The history is the truth; what came in the meantime and is not in it yet stays behind it. */
function loaded(chat: Chat, { holder, agentName, messages }: Change & { type: 'loaded' }): Chat {
  const known = new Set(messages.map(({ messageId }) => messageId));
  const oldest = messages[0]?.at;
  const earlier = chat.messages.filter((one) => oldest !== undefined && one.at < oldest && !known.has(one.messageId));
  const later = chat.messages.filter((one) => !known.has(one.messageId) && !earlier.includes(one));
  const next = held(
    { ...chat, messages: [...earlier, ...messages, ...later].sort(byTime), loaded: true },
    holder,
    agentName,
  );
  return next.messages.at(-1)?.from === 'customer' ? next : quiet(next);
}

const byTime = (a: ShownMessage, b: ShownMessage) => Date.parse(a.at) - Date.parse(b.at);

function accepted(chat: Chat, { clientId, messageId, now }: Change & { type: 'accepted' }): Chat {
  const said = chat.outbox.find((one) => one.clientId === clientId);
  if (!said) return chat;
  const outbox = chat.outbox.filter((one) => one !== said);
  const open = chat.holder === 'automation' ? { answeringSince: now } : {};
  if (chat.messages.some((one) => one.messageId === messageId)) return { ...chat, outbox };
  const message: ShownMessage = {
    messageId,
    from: 'customer',
    text: said.text,
    at: new Date(said.at).toISOString(),
    citations: [],
    delivered: true,
  };
  return { ...chat, ...open, outbox, messages: [...chat.messages, message] };
}

function own(chat: Chat, clientId: string, to: Partial<OwnMessage>): Chat {
  return { ...chat, outbox: chat.outbox.map((one) => (one.clientId === clientId ? { ...one, ...to } : one)) };
}

function arrived(chat: Chat, message: ShownMessage): Chat {
  if (chat.messages.some((one) => one.messageId === message.messageId)) return chat;
  const next = { ...chat, messages: [...chat.messages, message] };
  return message.from === 'customer' ? next : quiet(next);
}

function held(chat: Chat, holder: Holder, name: string | undefined): Chat {
  const { agentName: before, ...rest } = holder === 'automation' ? chat : quiet(chat);
  const agentName = name ?? (holder === 'person' ? before : undefined);
  return { ...rest, holder, ...(agentName !== undefined && { agentName }) };
}

function quiet(chat: Chat): Chat {
  const { answeringSince: _, ...rest } = chat;
  return rest;
}

/** Nobody types for longer than this without a word, ms: then the indicator is no longer true. */
export const typingForMs = 15_000;
export const isAnswering = ({ answeringSince }: Chat, now: number): boolean =>
  answeringSince !== undefined && now - answeringSince < typingForMs;

/** Messages that this page has now received and the service does not know about yet. */
export const unconfirmed = ({ messages }: Chat): string[] =>
  messages.filter(({ from, delivered }) => from !== 'customer' && !delivered).map(({ messageId }) => messageId);

/** A row of the page: messages of one voice in quick succession stand together, a new day has its line. `soon`: shortly after the one before. */
export type Row =
  | { kind: 'day'; at: number }
  | { kind: 'notice'; message: ShownMessage }
  /** A person has handed back to automation. */
  | { kind: 'back'; name: string | undefined; at: number }
  | { kind: 'said'; from: ShownMessage['from']; name?: string; at: number; soon: boolean; messages: ShownMessage[] };

const togetherMs = 3 * 60_000;

export function rowsOf(messages: ShownMessage[]): Row[] {
  const rows: Row[] = [];
  let day = '';
  let lastAt = 0;
  let person: ShownMessage | undefined;
  for (const message of messages) {
    const at = Date.parse(message.at);
    const date = new Date(at).toDateString();
    if (date !== day) rows.push({ kind: 'day', at });
    day = date;
    if (message.from === 'automation' && !isNotice(message) && person)
      rows.push({ kind: 'back', name: person.name, at });
    if (message.from !== 'customer') person = message.from === 'person' ? message : undefined;
    const last = rows.at(-1);
    if (isNotice(message)) rows.push({ kind: 'notice', message });
    else if (last?.kind === 'said' && isSameVoice(last, message) && at - lastAt < togetherMs)
      last.messages.push(message);
    else
      rows.push({
        kind: 'said',
        from: message.from,
        ...(message.name !== undefined && { name: message.name }),
        at,
        soon: at - lastAt < togetherMs,
        messages: [message],
      });
    lastAt = at;
  }
  return rows;
}

const isSameVoice = (row: Row & { kind: 'said' }, { from, name }: ShownMessage) =>
  row.from === from && (from !== 'person' || row.name === name);
export const isNotice = ({ kind }: ShownMessage): boolean => kind === 'handoffNotice' || kind === 'holdingNotice';

export const maxCharacters = 16_000;
/** How many characters are left, once that is worth saying; negative: too many. */
export const charactersLeft = (text: string): number | undefined => {
  const left = maxCharacters - text.trim().length;
  return left <= 1_000 ? left : undefined;
};
