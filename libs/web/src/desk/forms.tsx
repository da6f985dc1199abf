import { useState } from 'preact/hooks';
import type { Agent } from '../doors/agent';
import { FormDialog } from './form-dialog';

interface CloseProps {
  onDone(body: { outcome: string; note: string }): Promise<void>;
  onClose(): void;
}
export function CloseForm({ onDone, onClose }: CloseProps) {
  const [outcome, setOutcome] = useState('solved');
  const [note, setNote] = useState('');
  const choices = [
    ['solved', 'Solved', 'What the customer came for is done.'],
    ['notSolved', 'Not solved', 'It cannot be solved, and the customer knows.'],
  ] as const;
  return (
    <FormDialog
      title="Close the conversation"
      says="It counts as you say here. If the customer comes back, it opens again."
      confirm="Close"
      body={() => ({ outcome, note })}
      onDone={onDone}
      onClose={onClose}
    >
      <fieldset class="choices">
        <legend class="visually-hidden">How it ended</legend>
        {choices.map(([value, name, says]) => (
          <label key={value}>
            <input
              type="radio"
              name="outcome"
              value={value}
              checked={outcome === value}
              onChange={() => setOutcome(value)}
            />
            <b>{name}</b>
            <span class="quiet">{says}</span>
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label for="note">Note</label>
        <textarea
          id="note"
          class="input short"
          maxLength={4000}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </div>
    </FormDialog>
  );
}

interface ReleaseProps {
  queue: string;
  agent: Agent;
  onDone(body: { queue?: string }): Promise<void>;
  onClose(): void;
}
export function ReleaseForm({ queue, agent, onDone, onClose }: ReleaseProps) {
  const [to, setTo] = useState(queue);
  return (
    <FormDialog
      title="Release to the queue"
      says="Somebody else takes it from there, with the same brief and all that you wrote. The customer keeps waiting meanwhile."
      confirm="Release"
      body={() => (to === queue ? {} : { queue: to })}
      onDone={onDone}
      onClose={onClose}
    >
      <div class="field">
        <label for="queue">Queue</label>
        <select id="queue" class="input" value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          {(agent.queues ?? [{ id: queue, name: queue }]).map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </FormDialog>
  );
}
