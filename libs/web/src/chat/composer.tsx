import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Send } from '../ui/icons';
import { keep, readKept } from './kept';
import { charactersLeft } from './state';

/** Where the customer writes. What stands here survives a reload. */
export function Composer({ onSay }: { onSay(text: string): void }) {
  const [text, setText] = useState(() => readKept().draft);
  const area = useRef<HTMLTextAreaElement>(null);
  const left = charactersLeft(text);
  const sendable = text.trim() !== '' && (left === undefined || left >= 0);

  useEffect(() => keep({ draft: text }), [text]);
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) area.current?.focus();
  }, []);
  useLayoutEffect(() => {
    if (!area.current) return;
    area.current.style.height = 'auto';
    area.current.style.height = `${area.current.scrollHeight}px`;
  }, [text]);

  function send() {
    if (!sendable) return;
    onSay(text.trim());
    setText('');
    area.current?.focus();
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="visually-hidden" for="say">
        Your message
      </label>
      <textarea
        id="say"
        ref={area}
        rows={1}
        value={text}
        placeholder="Write a message"
        enterkeyhint="send"
        aria-describedby={left === undefined ? undefined : 'left'}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      {left !== undefined && (
        <p id="left" class={`left num ${left < 0 ? 'over' : ''}`} role="status">
          {left < 0 ? `${-left} characters too many` : `${left} left`}
        </p>
      )}
      <button type="submit" class="send" aria-label="Send" disabled={!sendable}>
        <Send size={18} />
      </button>
    </form>
  );
}
