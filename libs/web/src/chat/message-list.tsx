import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Citation } from '../doors/articles';
import { Citations } from '../ui/article-sheet';
import { Avatar } from '../ui/avatar';
import { Hourglass, Person, Swap } from '../ui/icons';
import { Linked } from '../ui/linked';
import { Mark } from '../ui/mark';
import { useStickToEnd } from '../ui/stick-to-end';
import { clockTime, dayOf } from '../ui/wording';
import { isAnswering, rowsOf, typingForMs, type Chat, type OwnMessage, type Row, type ShownMessage } from './state';

interface Props {
  chat: Chat;
  onCitation(citation: Citation): void;
  onRetry(clientId: string): void;
  onDiscard(clientId: string): void;
}

export function MessageList({ chat, onCitation, onRetry, onDiscard }: Props) {
  const { list, content, atEnd, toEnd, onScroll } = useStickToEnd();
  const answering = useAnswering(chat);
  const rows = rowsOf(chat.messages);
  const length = chat.messages.length + chat.outbox.length;
  useLayoutEffect(() => {
    if (chat.outbox.length > 0) toEnd(); // who writes wants to see it
  }, [chat.outbox.length]);

  return (
    <div class="scroll" ref={list} onScroll={onScroll}>
      <div class="inside" ref={content} role="log" aria-live="polite" aria-label="Conversation">
        {chat.loaded && length === 0 && <Welcome />}
        {rows.map((row) => (
          <MessageRow key={keyOf(row)} row={row} onCitation={onCitation} />
        ))}
        {chat.outbox.length > 0 && (
          <div class="said customer">
            {chat.outbox.map((own) => (
              <Own key={own.clientId} own={own} onRetry={onRetry} onDiscard={onDiscard} />
            ))}
          </div>
        )}
        {answering && <Typing />}
      </div>
      {!atEnd && (
        <button type="button" class="button to-end" onClick={toEnd}>
          Latest messages
        </button>
      )}
    </div>
  );
}

function keyOf(row: Row): string {
  switch (row.kind) {
    case 'day':
    case 'back':
      return `${row.kind} ${row.at}`;
    case 'notice':
      return row.message.messageId;
    case 'said':
      return row.messages[0]?.messageId ?? '';
  }
}

/** True while an answer is being worked on; ends by itself. */
function useAnswering(chat: Chat): boolean {
  const [, setTick] = useState(0);
  const answering = isAnswering(chat, Date.now());
  useEffect(() => {
    if (chat.answeringSince === undefined) return;
    const timer = setTimeout(() => setTick((tick) => tick + 1), chat.answeringSince + typingForMs - Date.now());
    return () => clearTimeout(timer);
  }, [chat.answeringSince]);
  return answering;
}

function Welcome() {
  return (
    <div class="welcome">
      <Mark size={44} />
      <h2>What can we do for you?</h2>
      <p>You get an answer here at once. When it needs a person, one takes over, and you do not have to start again.</p>
    </div>
  );
}

function MessageRow({ row, onCitation }: { row: Row; onCitation(citation: Citation): void }) {
  switch (row.kind) {
    case 'day':
      return <p class="day">{dayOf(row.at, Date.now())}</p>;
    case 'back':
      return (
        <p class="back">
          <Swap size={14} /> {row.name ?? 'A colleague'} has handed back to Attune
        </p>
      );
    case 'notice':
      return <Notice message={row.message} />;
    case 'said':
      return <Said row={row} onCitation={onCitation} />;
  }
}

function Said({ row, onCitation }: { row: Row & { kind: 'said' }; onCitation(citation: Citation): void }) {
  const mine = row.from === 'customer';
  const name = mine ? 'You' : row.from === 'person' ? (row.name ?? 'A colleague') : 'Attune';
  return (
    <section class={`said ${row.from}`} aria-label={name}>
      {!mine && <Avatar of={row.from} name={row.name} size={28} />}
      <div class="column">
        <h3 class={mine && row.soon ? 'visually-hidden' : undefined}>
          <span class={mine ? 'visually-hidden' : undefined}>{name}</span>
          <time dateTime={new Date(row.at).toISOString()}>{clockTime(row.at)}</time>
        </h3>
        {row.messages.map((message) => (
          <div key={message.messageId} class="words">
            <p class="bubble">
              <Linked text={message.text} />
            </p>
            <Citations of={message.citations} onOpen={onCitation} />
          </div>
        ))}
      </div>
    </section>
  );
}

/** Control moves, or it takes longer: not an answer, and does not look like one. */
function Notice({ message }: { message: ShownMessage }) {
  const handoff = message.kind === 'handoffNotice';
  return (
    <section
      class={`turning ${handoff ? 'handoff' : 'holding'}`}
      aria-label={handoff ? 'A person takes over' : 'Please wait'}
    >
      <span class="sign" aria-hidden="true">
        {handoff ? <Person size={17} /> : <Hourglass size={17} />}
      </span>
      <div>
        <h3>
          {handoff ? 'A person is taking over' : 'Still on it'}
          <time dateTime={message.at}>{clockTime(Date.parse(message.at))}</time>
        </h3>
        <p>
          <Linked text={message.text} />
        </p>
      </div>
    </section>
  );
}

const states = { sending: 'Sending', waiting: 'Waiting for a connection', refused: 'Not sent' };

function Own({ own, onRetry, onDiscard }: { own: OwnMessage } & Pick<Props, 'onRetry' | 'onDiscard'>) {
  const { clientId, status, why } = own;
  return (
    <div class={`words own ${status}`}>
      <p class="bubble">
        <Linked text={own.text} />
      </p>
      <p class="state" role={status === 'refused' ? 'alert' : undefined}>
        {states[status]}
        {why !== undefined && `: ${why}`}
        {status === 'refused' && (
          <>
            {' '}
            <button type="button" onClick={() => onRetry(clientId)}>
              Try again
            </button>{' '}
            <button type="button" onClick={() => onDiscard(clientId)}>
              Remove
            </button>
          </>
        )}
      </p>
    </div>
  );
}

function Typing() {
  return (
    <section class="said automation typing" aria-label="Attune is writing">
      <Avatar of="automation" size={28} />
      <p class="bubble">
        <i />
        <i />
        <i />
      </p>
    </section>
  );
}
