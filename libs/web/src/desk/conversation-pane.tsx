import { useState } from 'preact/hooks';
import type { Agent } from '../doors/agent';
import type { Citation } from '../doors/articles';
import { ask, wordsOf } from '../doors/http';
import { Back, Check, Swap, Warn } from '../ui/icons';
import { useNow } from '../ui/now';
import { waitingTime } from '../ui/wording';
import { CloseForm, ReleaseForm } from './forms';
import type { Pane } from './desk-page';
import { DeskMessages } from './desk-messages';
import { titleOf } from './queue-pane';
import { Reply } from './reply';
import { ReturnForm } from './return-form';
import type { Conversation } from './shapes';

interface Props {
  conversation: Conversation;
  agent: Agent;
  pane: Pane;
  onPane(pane: Pane): void;
  onBack(): void;
  onChanged(): void;
  onCitation(citation: Citation): void;
}
type Form = 'return' | 'close' | 'release';

export function ConversationPane({ conversation, agent, pane, onPane, onBack, onChanged, onCitation }: Props) {
  const { handoff } = conversation;
  const [form, setForm] = useState<Form>();
  const [problem, setProblem] = useState<string>();
  const path = `/api/desk/conversations/${encodeURIComponent(handoff.conversationId)}`;

  /** Does something with this conversation; throws in words. */
  async function act(what: string, body: object = {}): Promise<void> {
    setProblem(undefined);
    await ask('POST', `${path}/${what}`, { body });
    onChanged();
  }
  const accept = () =>
    act('accept').catch((error: unknown) => {
      setProblem(wordsOf(error));
      onChanged();
    });
  const done = async (what: Form, body: object) => {
    await act(what, body);
    setForm(undefined);
  };

  return (
    <section class="pane conversation" aria-label="Conversation">
      <header>
        <button type="button" class="icon-button back" aria-label="Back to the queue" onClick={onBack}>
          <Back />
        </button>
        <div class="title">
          <h1>{conversation.personal?.name ?? titleOf(handoff)}</h1>
          <p>{handoff.goal ?? handoff.reasons[0]}</p>
        </div>
        {conversation.mayWrite && (
          <div class="acts">
            <button type="button" class="button" onClick={() => setForm('return')}>
              <Swap /> Hand back
            </button>
            <button type="button" class="button" onClick={() => setForm('close')}>
              <Check /> Close
            </button>
            <button type="button" class="button bare" onClick={() => setForm('release')}>
              Release
            </button>
          </div>
        )}
      </header>
      <div class="switch" role="tablist" aria-label="What is shown">
        {(['conversation', 'brief'] as const).map((name) => (
          <button key={name} type="button" role="tab" aria-selected={pane === name} onClick={() => onPane(name)}>
            {name === 'brief' ? 'Brief' : 'Conversation'}
          </button>
        ))}
      </div>
      <DeskMessages conversation={conversation} agent={agent} />
      {problem !== undefined && (
        <p class="notice bad" role="alert">
          <Warn /> {problem}
        </p>
      )}
      <Standing conversation={conversation} onAccept={accept} />
      {(handoff.yours || conversation.mayWrite) && conversation.open && (
        <Reply conversation={conversation} onReply={(body) => act('reply', body)} onCitation={onCitation} />
      )}
      {form === 'return' && (
        <ReturnForm
          conversation={conversation}
          onDone={(body) => done('return', body)}
          onClose={() => setForm(undefined)}
        />
      )}
      {form === 'close' && <CloseForm onDone={(body) => done('close', body)} onClose={() => setForm(undefined)} />}
      {form === 'release' && (
        <ReleaseForm
          queue={handoff.queue}
          agent={agent}
          onDone={(body) => done('release', body)}
          onClose={() => setForm(undefined)}
        />
      )}
    </section>
  );
}

/** Where the handoff stands, and what can be done about it: accept it, wait for control, or see who has it. */
function Standing({
  conversation: { handoff, mayWrite, open },
  onAccept,
}: {
  conversation: Conversation;
  onAccept(): void;
}) {
  const now = useNow();
  const [accepting, setAccepting] = useState(false);
  if (!open)
    return (
      <p class="standing" role="status">
        <span class="dot of-automation" /> This handoff is over. Automation holds the conversation, or it has ended.
      </p>
    );
  if (handoff.stage.leaving)
    return (
      <p class="standing" role="status">
        <span class="spinner" /> Handing over. You can read on, but no longer write.
      </p>
    );
  if (handoff.status === 'queued')
    return (
      <div class="standing accept">
        <p>
          <span class="dot of-queue" /> Waiting for{' '}
          <span class="num">{waitingTime(now - Date.parse(handoff.waitingSince))}</span>
        </p>
        <button
          type="button"
          class="button solid"
          disabled={accepting}
          onClick={() => {
            setAccepting(true);
            onAccept();
            setTimeout(() => setAccepting(false), 2000);
          }}
        >
          Accept
        </button>
      </div>
    );
  if (handoff.yours && !mayWrite)
    return (
      <p class="standing" role="status">
        <span class="spinner" /> You have accepted. You can write as soon as control is yours.
      </p>
    );
  if (!handoff.yours)
    return (
      <p class="standing" role="status">
        <span class="dot of-person" /> {handoff.agentName ?? 'Somebody else'} has taken this conversation.
      </p>
    );
  return null;
}
