import { useEffect, useState } from 'preact/hooks';
import { useAgent, type Agent } from '../doors/agent';
import { ArticleSheet } from '../ui/article-sheet';
import type { Citation } from '../doors/articles';
import { Avatar } from '../ui/avatar';
import { Inbox, Offline } from '../ui/icons';
import { PageBar } from '../ui/page-bar';
import { useChosen } from '../ui/path';
import { SignInNeeded, Unreachable } from '../ui/sign-in';
import { BriefPane } from './brief-pane';
import { ConversationPane } from './conversation-pane';
import { QueuePane } from './queue-pane';
import { useDesk } from './use-desk';

/** Where people take over: the queue, the conversation, and the brief. */
export function DeskPage() {
  const signedIn = useAgent();
  const agent = signedIn.state === 'agent' ? signedIn.agent : undefined;
  return (
    <div class="framed">
      <PageBar current="Desk">{agent && <Me agent={agent} />}</PageBar>
      {agent && <Panes agent={agent} />}
      {signedIn.state === 'nobody' && <SignInNeeded />}
      {signedIn.state === 'unreachable' && <Unreachable />}
    </div>
  );
}

function Me({ agent }: { agent: Agent }) {
  return (
    <span class="me">
      <span>{agent.name}</span>
      <Avatar of="person" name={agent.name} size={28} />
    </span>
  );
}

/** Which pane a narrow page shows. */
export type Pane = 'queue' | 'conversation' | 'brief';

function Panes({ agent }: { agent: Agent }) {
  const [chosen, choose] = useChosen('/desk');
  const [pane, setPane] = useState<Pane>(chosen === undefined ? 'queue' : 'conversation');
  const [article, setArticle] = useState<Citation>();
  const { lines, conversation, connected, refresh } = useDesk(chosen);
  useEffect(() => setPane(chosen === undefined ? 'queue' : 'conversation'), [chosen]);
  const known = conversation !== undefined && conversation !== 'gone' ? conversation : undefined;

  return (
    <main class="desk" data-pane={pane}>
      <QueuePane lines={lines} agent={agent} chosen={chosen} onChoose={choose} />
      {known ? (
        <ConversationPane
          key={known.handoff.conversationId}
          conversation={known}
          agent={agent}
          pane={pane}
          onPane={setPane}
          onBack={() => choose(undefined)}
          onChanged={refresh}
          onCitation={setArticle}
        />
      ) : (
        <section class="pane conversation">{emptyPane(chosen, conversation)}</section>
      )}
      {known && <BriefPane conversation={known} agent={agent} onPane={setPane} />}
      {!connected && (
        <p class="notice lost" role="status">
          <Offline /> Connection lost. Trying again; what you see may be old.
        </p>
      )}
      {article && <ArticleSheet citation={article} onClose={() => setArticle(undefined)} />}
    </main>
  );
}

function emptyPane(chosen: string | undefined, conversation: 'gone' | unknown) {
  if (chosen === undefined)
    return (
      <div class="empty">
        <Inbox size={28} />
        <h2>Nothing chosen</h2>
        <p>Choose a conversation on the left. You see everything that is known before you accept it.</p>
      </div>
    );
  if (conversation !== 'gone')
    return (
      <div class="empty">
        <div class="spinner" role="status" aria-label="Loading" />
      </div>
    );
  return (
    <div class="empty">
      <Inbox size={28} />
      <h2>No handoff here</h2>
      <p>No person was asked for in this conversation, or it ended more than a day ago.</p>
    </div>
  );
}
