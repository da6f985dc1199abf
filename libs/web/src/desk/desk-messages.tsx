import { Fragment } from 'preact';
import type { Agent } from '../doors/agent';
import { Avatar } from '../ui/avatar';
import { Person, Warn } from '../ui/icons';
import { Linked } from '../ui/linked';
import { useStickToEnd } from '../ui/stick-to-end';
import { clockTime, dayOf } from '../ui/wording';
import type { Conversation, DeskMessage } from './shapes';

/** All that was said: the customer at the left, our side (automation and people) at the right, the handover as a line. */
export function DeskMessages({ conversation, agent }: { conversation: Conversation; agent: Agent }) {
  const { list, content, atEnd, toEnd, onScroll } = useStickToEnd();
  const { messages, unreleased, handoff } = conversation;
  const handedOverAt = messages.findIndex(({ at }) => at > handoff.requestedAt);
  return (
    <div class="scroll" ref={list} onScroll={onScroll}>
      <div class="messages" ref={content} role="log" aria-live="polite" aria-label="What was said">
        {messages.map((message, index) => (
          <Fragment key={message.messageId ?? `${message.at} ${index}`}>
            {index === handedOverAt && <HandedOver conversation={conversation} />}
            <Message
              message={message}
              goesOn={goesOn(messages[index - 1], message) && index !== handedOverAt}
              agent={agent}
            />
          </Fragment>
        ))}
        {handedOverAt === -1 && <HandedOver conversation={conversation} />}
        {unreleased.map(({ replyId, text }) => (
          <div key={replyId} class="message ours person pending">
            <p class="bubble">{text}</p>
            <p class="state">Sending</p>
          </div>
        ))}
      </div>
      {!atEnd && (
        <button type="button" class="button to-end" onClick={toEnd}>
          Latest messages
        </button>
      )}
    </div>
  );
}

/** Of the same voice, within two minutes: its head need not be repeated. */
const goesOn = (before: DeskMessage | undefined, message: DeskMessage) =>
  before?.from === message.from &&
  before.name === message.name &&
  Date.parse(message.at) - Date.parse(before.at) < 120_000;

function HandedOver({ conversation: { handoff } }: { conversation: Conversation }) {
  return (
    <p class="handed-over">
      <span>
        <Person size={14} />
        Handed over at {clockTime(Date.parse(handoff.requestedAt))}: {handoff.reasons[0] ?? 'a person was asked for'}
      </span>
    </p>
  );
}

function Message({ message, goesOn: continued, agent }: { message: DeskMessage; goesOn: boolean; agent: Agent }) {
  const { from, name, text, at, kind, notReleased } = message;
  const ours = from !== 'customer';
  const who =
    from === 'customer'
      ? (name ?? 'Customer')
      : from === 'automation'
        ? 'Automation'
        : name === agent.name
          ? 'You'
          : (name ?? 'A colleague');
  return (
    <div
      class={`message ${ours ? 'ours' : 'theirs'} ${from} ${kind === undefined ? '' : `is-${kind}`} ${continued ? 'goes-on' : ''}`}
    >
      {!continued && (
        <h3>
          {from !== 'customer' && <Avatar of={from} name={name} size={18} />}
          {who}
          <time dateTime={at} title={dayOf(Date.parse(at), Date.now())}>
            {clockTime(Date.parse(at))}
          </time>
        </h3>
      )}
      <p class="bubble">
        <Linked text={text} />
      </p>
      {notReleased && (
        <p class="state bad">
          <Warn size={13} /> Not said: control had moved before it went out
        </p>
      )}
    </div>
  );
}
