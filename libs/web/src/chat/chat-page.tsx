import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Citation } from '../doors/articles';
import { ArticleSheet } from '../ui/article-sheet';
import { Offline } from '../ui/icons';
import { ChatClient, type Connection, type Seen } from './client';
import { Composer } from './composer';
import { forgetKept } from './kept';
import { MessageList } from './message-list';
import { emptyChat } from './state';
import { WhoAnswers } from './who-answers';

/** A customer's page: one conversation, from the first word to the last. */
export function ChatPage() {
  const [{ chat, connection }, setSeen] = useState<Seen>({ chat: emptyChat, connection: 'starting' });
  const [article, setArticle] = useState<Citation>();
  const client = useMemo(() => new ChatClient(setSeen), []);
  useEffect(() => {
    void client.start();
    return () => client.stop();
  }, [client]);

  return (
    <div class="chat">
      <WhoAnswers chat={chat} onSomebodyElse={startAsSomebodyElse} />
      <main>
        <MessageList
          chat={chat}
          onCitation={setArticle}
          onRetry={(clientId) => client.retry(clientId)}
          onDiscard={(clientId) => client.discard(clientId)}
        />
      </main>
      <footer>
        <ConnectionNotice connection={connection} unsent={chat.outbox.length} />
        <Composer onSay={(text) => client.say(text)} />
      </footer>
      {article && <ArticleSheet citation={article} onClose={() => setArticle(undefined)} />}
    </div>
  );
}

function startAsSomebodyElse() {
  forgetKept();
  location.reload();
}

/** Says what is wrong with the connection, once it has been wrong for a moment. */
function ConnectionNotice({ connection, unsent }: { connection: Connection; unsent: number }) {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    setLasting(false);
    if (connection !== 'lost') return;
    const timer = setTimeout(() => setLasting(true), 900);
    return () => clearTimeout(timer);
  }, [connection]);
  const offline = connection === 'lost' && lasting;
  return (
    <div role="status" class="connection">
      {offline && (
        <p class="notice">
          <Offline />
          <span class="grow">
            {navigator.onLine ? 'We cannot be reached right now. Trying again.' : 'You are offline.'}
            {unsent > 0 ? ' What you wrote is kept, and sent as soon as it works.' : ' You can go on writing.'}
          </span>
        </p>
      )}
    </div>
  );
}
