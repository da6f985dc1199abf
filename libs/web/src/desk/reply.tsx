import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Citation } from '../doors/articles';
import { wordsOf } from '../doors/http';
import { Citations } from '../ui/article-sheet';
import { Spark, Warn } from '../ui/icons';
import type { Conversation, Suggestion } from './shapes';

interface Props {
  conversation: Conversation;
  onReply(body: { text: string; clientId: string }): Promise<void>;
  onCitation(citation: Citation): void;
}

/** Where a person writes, with the suggestion above it. What is typed survives a reload, and a refusal. */
export function Reply({ conversation: { handoff, mayWrite, suggestion }, onReply, onCitation }: Props) {
  const place = `attune.desk.draft.${handoff.conversationId}`;
  const [text, setText] = useState(() => sessionStorage.getItem(place) ?? '');
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const area = useRef<HTMLTextAreaElement>(null);
  /** The same until it is accepted: sent twice it is said once. */
  const clientId = useRef(crypto.randomUUID());
  const sendable = mayWrite && !sending && text.trim() !== '';

  useEffect(() => {
    if (text === '') sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, text);
  }, [text]);
  useEffect(() => {
    if (mayWrite && matchMedia('(pointer: fine)').matches) area.current?.focus();
  }, [mayWrite]);
  useLayoutEffect(() => {
    if (!area.current) return;
    area.current.style.height = 'auto';
    area.current.style.height = `${area.current.scrollHeight + 2}px`;
  }, [text]);

  async function send() {
    if (!sendable) return;
    setSending(true);
    setProblem(undefined);
    try {
      await onReply({ text: text.trim(), clientId: clientId.current });
      clientId.current = crypto.randomUUID();
      setText('');
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setSending(false);
      area.current?.focus();
    }
  }
  function insert(draft: string) {
    setText(text.trim() === '' ? draft : `${text.trimEnd()}\n\n${draft}`);
    area.current?.focus();
  }

  return (
    <div class="reply">
      {suggestion && (
        <Suggested
          suggestion={suggestion}
          isUsed={text.includes(suggestion.draft)}
          onInsert={insert}
          onCitation={onCitation}
        />
      )}
      {problem !== undefined && (
        <p class="notice bad" role="alert">
          <Warn /> <span class="grow">{problem} Your text is still here.</span>
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <label class="visually-hidden" for="reply">
          Your reply to the customer
        </label>
        <textarea
          id="reply"
          class="input"
          ref={area}
          rows={2}
          value={text}
          maxLength={16_000}
          placeholder={
            mayWrite ? 'Write to the customer' : 'You can draft already; sending opens when control is yours'
          }
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              void send();
            }
          }}
        />
        <div class="foot">
          <span class="quiet small">The customer reads this as written</span>
          <button type="submit" class="button solid" disabled={!sendable}>
            Send <kbd>{navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'} ↵</kbd>
          </button>
        </div>
      </form>
    </div>
  );
}

interface SuggestedProps {
  suggestion: Suggestion;
  isUsed: boolean;
  onInsert(draft: string): void;
  onCitation(citation: Citation): void;
}
function Suggested({ suggestion: { draft, citations }, isUsed, onInsert, onCitation }: SuggestedProps) {
  if (draft === '' && citations.length === 0) return null;
  return (
    <aside class="suggestion" aria-label="Suggested reply">
      <div class="head">
        <Spark size={14} />
        <h3>Suggested reply</h3>
        {draft !== '' && (
          <button type="button" class="button" disabled={isUsed} onClick={() => onInsert(draft)}>
            {isUsed ? 'Inserted' : 'Insert'}
          </button>
        )}
      </div>
      {draft !== '' && !isUsed && <p>{draft}</p>}
      <Citations of={citations} onOpen={onCitation} />
    </aside>
  );
}
