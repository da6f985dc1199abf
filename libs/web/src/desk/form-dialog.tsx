import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { wordsOf } from '../doors/http';
import { Dialog } from '../ui/dialog';
import { Warn } from '../ui/icons';

interface FormProps<B> {
  title: string;
  says: string;
  confirm: string;
  body(): B;
  onDone(body: B): Promise<void>;
  onClose(): void;
  children: ComponentChildren;
}

/** A form in the middle: says what will happen, keeps what was typed when it is refused. */
export function FormDialog<B>({ title, says, confirm, body, onDone, onClose, children }: FormProps<B>) {
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  return (
    <Dialog kind="middle" title={title} onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={async (event) => {
          event.preventDefault();
          setSending(true);
          setProblem(undefined);
          await onDone(body()).catch((error: unknown) => {
            setProblem(wordsOf(error));
            setSending(false);
          });
        }}
      >
        <div class="dialog-content fields">
          <p class="quiet">{says}</p>
          {children}
          {problem !== undefined && (
            <p class="notice bad" role="alert">
              <Warn /> {problem}
            </p>
          )}
        </div>
        <div class="dialog-foot">
          <button type="button" class="button bare" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button solid" disabled={sending}>
            {confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
