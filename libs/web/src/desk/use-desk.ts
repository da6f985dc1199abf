import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ask, DoorError } from '../doors/http';
import { openSocket } from '../doors/socket';
import type { Conversation, QueueLine } from './shapes';

export interface Desk {
  lines: QueueLine[] | undefined;
  /** `gone`: there is no such handoff. */
  conversation: Conversation | 'gone' | undefined;
  connected: boolean;
  refresh(): void;
}

/** The queue and the chosen conversation, kept up to date: fetched again whenever the socket says that something changed. */
export function useDesk(chosen: string | undefined): Desk {
  const [lines, setLines] = useState<QueueLine[]>();
  const [conversation, setConversation] = useState<{ id: string; is: Conversation | 'gone' }>();
  const [connected, setConnected] = useState(true);
  const id = useRef(chosen);
  id.current = chosen;

  const fetchQueue = useOneAtATime(async () => {
    setLines((await ask<{ handoffs: QueueLine[] }>('GET', '/api/desk/queue')).handoffs);
  });
  const fetchConversation = useOneAtATime(async () => {
    const wanted = id.current;
    if (wanted === undefined) return;
    const is = await readConversation(wanted);
    if (id.current === wanted) setConversation({ id: wanted, is });
  });

  useEffect(() => {
    fetchConversation();
  }, [chosen]);
  useEffect(() => {
    const socket = openSocket('/api/desk/socket', {
      onState(state) {
        if (state === 'connecting') return;
        setConnected(state === 'open');
        if (state !== 'open') return;
        fetchQueue();
        fetchConversation();
      },
      onMessage(message) {
        if (message.type === 'queue') fetchQueue();
        if (message.type === 'conversation' && message['conversationId'] === id.current) fetchConversation();
      },
    });
    return () => socket.close();
  }, []);

  const refresh = useCallback(() => {
    fetchQueue();
    fetchConversation();
  }, []);
  return { lines, conversation: conversation?.id === chosen ? conversation?.is : undefined, connected, refresh };
}

async function readConversation(id: string): Promise<Conversation | 'gone'> {
  try {
    return await ask<Conversation>('GET', `/api/desk/conversations/${encodeURIComponent(id)}`);
  } catch (error) {
    if (error instanceof DoorError && (error.status === 404 || error.status === 400)) return 'gone';
    throw error;
  }
}

/** Runs `work` when asked; asked meanwhile, once more afterwards. What fails is asked for again a little later. */
function useOneAtATime(work: () => Promise<void>): () => void {
  const state = useRef<'idle' | 'running' | 'again'>('idle');
  return useCallback(function run() {
    if (state.current !== 'idle') {
      state.current = 'again';
      return;
    }
    state.current = 'running';
    work().then(
      () => {
        const again = state.current === 'again';
        state.current = 'idle';
        if (again) run();
      },
      () => {
        state.current = 'idle';
        setTimeout(run, 2000);
      },
    );
  }, []);
}
