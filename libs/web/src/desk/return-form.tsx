import { useState } from 'preact/hooks';
import { Close, Plus } from '../ui/icons';
import { due } from '../ui/wording';
import { FormDialog } from './form-dialog';
import type { Conversation, Returned } from './shapes';

interface Entry {
  id: number;
  first: string;
  second: string;
}

/** Rows of two fields that grow and shrink. */
function useEntries() {
  const [entries, setEntries] = useState<Entry[]>([]);
  return {
    entries,
    add: (second = '') => setEntries([...entries, { id: (entries.at(-1)?.id ?? 0) + 1, first: '', second }]),
    remove: (id: number) => setEntries(entries.filter((one) => one.id !== id)),
    change: (id: number, to: Partial<Entry>) =>
      setEntries(entries.map((one) => (one.id === id ? { ...one, ...to } : one))),
  };
}

/** `2026-03-02T16:00` in the reader's zone, as the browser's field wants it. */
function localField(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}
const inADay = () => localField(Math.ceil((Date.now() + 24 * 3_600_000) / 900_000) * 900_000);

interface ReturnProps {
  conversation: Conversation;
  onDone(body: Returned): Promise<void>;
  onClose(): void;
}
export function ReturnForm({ conversation: { brief, personal }, onDone, onClose }: ReturnProps) {
  const [decided, setDecided] = useState('');
  const [leftOpen, setLeftOpen] = useState('');
  const [kept, setKept] = useState<string[]>([]);
  const promises = useEntries();
  const facts = useEntries();
  const body = (): Returned => ({
    decided,
    leftOpen,
    kept,
    promises: promises.entries.map(({ first, second }) => ({
      what: first.trim(),
      dueAt: new Date(second).toISOString(),
    })),
    facts: Object.fromEntries(facts.entries.map(({ first, second }) => [first.trim(), second.trim()])),
  });
  return (
    <FormDialog
      title="Hand back to automation"
      says="Automation goes on from here. It knows the conversation; tell it what you two agreed, so that nothing is asked again."
      confirm="Hand back"
      body={body}
      onDone={onDone}
      onClose={onClose}
    >
      <div class="field">
        <label for="decided">What was decided</label>
        <textarea
          id="decided"
          class="input"
          required
          maxLength={4000}
          value={decided}
          onInput={(event) => setDecided(event.currentTarget.value)}
          placeholder="A replacement goes out today"
        />
      </div>
      <fieldset class="field">
        <legend class="label">Promised</legend>
        <p class="hint">Each promise is watched. When its time comes and it is not kept, it comes back to you.</p>
        {promises.entries.map(({ id, first, second }) => (
          <div key={id} class="pair promise">
            <input
              class="input"
              aria-label="What is promised"
              required
              maxLength={500}
              value={first}
              placeholder="The replacement leaves our house"
              onInput={(event) => promises.change(id, { first: event.currentTarget.value })}
            />
            <input
              class="input"
              aria-label="By when"
              type="datetime-local"
              step="any"
              required
              min={localField(Date.now())}
              value={second}
              onInput={(event) => promises.change(id, { second: event.currentTarget.value })}
            />
            <Remove what="promise" onClick={() => promises.remove(id)} />
          </div>
        ))}
        <Add what="promise" onClick={() => promises.add(inADay())} />
      </fieldset>
      {brief && brief.promises.length > 0 && (
        <fieldset class="field">
          <legend class="label">Kept by now</legend>
          {brief.promises.map(({ promiseId, dueAt }) => (
            <label key={promiseId} class="tick">
              <input
                type="checkbox"
                checked={kept.includes(promiseId)}
                onChange={(event) =>
                  setKept(event.currentTarget.checked ? [...kept, promiseId] : kept.filter((one) => one !== promiseId))
                }
              />
              <span>
                {personal?.promises[promiseId] ?? promiseId}{' '}
                <span class="quiet">({due(Date.parse(dueAt), Date.now())})</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div class="field">
        <label for="left-open">Left open</label>
        <textarea
          id="left-open"
          class="input short"
          maxLength={4000}
          value={leftOpen}
          onInput={(event) => setLeftOpen(event.currentTarget.value)}
          placeholder="Nothing"
        />
      </div>
      <fieldset class="field">
        <legend class="label">Learned</legend>
        {facts.entries.map(({ id, first, second }) => (
          <div key={id} class="pair">
            <input
              class="input"
              aria-label="Name of the fact"
              required
              maxLength={100}
              value={first}
              placeholder="Name"
              list="fact-names"
              onInput={(event) => facts.change(id, { first: event.currentTarget.value })}
            />
            <input
              class="input"
              aria-label="Its value"
              required
              maxLength={1000}
              value={second}
              placeholder="Value"
              onInput={(event) => facts.change(id, { second: event.currentTarget.value })}
            />
            <Remove what="fact" onClick={() => facts.remove(id)} />
          </div>
        ))}
        <datalist id="fact-names">
          {brief?.facts.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </datalist>
        <Add what="fact" onClick={() => facts.add()} />
      </fieldset>
    </FormDialog>
  );
}

const Add = ({ what, onClick }: { what: string; onClick(): void }) => (
  <button type="button" class="button bare add" onClick={onClick}>
    <Plus size={14} /> Add a {what}
  </button>
);
const Remove = ({ what, onClick }: { what: string; onClick(): void }) => (
  <button type="button" class="icon-button" aria-label={`Remove this ${what}`} onClick={onClick}>
    <Close size={14} />
  </button>
);
