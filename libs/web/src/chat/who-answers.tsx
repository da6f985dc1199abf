import { Avatar } from '../ui/avatar';
import { Hourglass } from '../ui/icons';
import type { Chat } from './state';

/** The head of the page: who is answering now. */
export function WhoAnswers({ chat, onSomebodyElse }: { chat: Chat; onSomebodyElse(): void }) {
  return (
    <header class="who">
      <div class="inside">
        <Who chat={chat} />
        <button
          type="button"
          class="button bare"
          onClick={onSomebodyElse}
          title="Forget this conversation here and start another"
        >
          <span class="wide">New conversation as somebody else</span>
          <span class="narrow">Start anew</span>
        </button>
      </div>
    </header>
  );
}

function Who({ chat: { holder, agentName } }: { chat: Chat }) {
  switch (holder) {
    case 'automation':
      return (
        <Voice avatar={<Avatar of="automation" size={36} />} name="Attune" what="Automatic assistant" of="automation" />
      );
    case 'queue':
      return (
        <Voice
          avatar={
            <span class="avatar waiting" aria-hidden="true">
              <Hourglass size={17} />
            </span>
          }
          name="A person is taking over"
          what="They read everything first"
          of="queue"
        />
      );
    case 'person':
      return (
        <Voice
          avatar={<Avatar of="person" name={agentName} size={36} />}
          name={agentName ?? 'A colleague'}
          what="A person, answering you now"
          of="person"
        />
      );
  }
}

function Voice({ avatar, name, what, of }: { avatar: preact.ComponentChild; name: string; what: string; of: string }) {
  return (
    <div class="voice" role="status" key={of}>
      {avatar}
      <div>
        <h1>{name}</h1>
        <p>
          <span class={`dot of-${of}`} aria-hidden="true" />
          {what}
        </p>
      </div>
    </div>
  );
}
