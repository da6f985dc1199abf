import { useEffect, useRef } from 'preact/hooks';
import { descriptions } from 'virtual:events';
import { Close, Forward, Lock } from '../ui/icons';
import { duration, preciseTime, sentence, spaced } from '../ui/wording';
import { EventDetails } from './event-details';
import { Json } from './json';
import { shortId, titleOf } from './meaning';
import { dataOf } from './shapes';
import type { Story, StoryEvent, Via } from './story';

interface Props {
  story: Story;
  event: StoryEvent;
  onSelect(event: StoryEvent | undefined): void;
  onConversation?(conversationId: string): void;
}

/** Everything about one event: what it means, why it came, what it led to, what it holds. */
export function EventPanel({ story, event, onSelect, onConversation }: Props) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.scrollTo({ top: 0 }), [event.id]);
  const conversationId = story.conversationOf(event);
  return (
    <aside
      class={`panel of-${event.service}`}
      ref={panel}
      aria-label="Event"
      onKeyDown={({ key }) => key === 'Escape' && onSelect(undefined)}
    >
      <header>
        <p class="service">
          <span class="dot" aria-hidden="true" />
          {event.service}
        </p>
        <button type="button" class="icon-button" aria-label="Close" onClick={() => onSelect(undefined)}>
          <Close />
        </button>
        <h2>{titleOf(event)}</h2>
        <p class="meaning">{descriptions[event.type] ?? 'An event that these pages do not know yet.'}</p>
      </header>
      <Times story={story} event={event} />
      <Chain story={story} event={event} onSelect={onSelect} />
      <EventDetails event={event} />
      <Personal event={event} />
      <section>
        <h3>Data</h3>
        <Json value={event.data} />
      </section>
      <details class="envelope">
        <summary>Envelope</summary>
        <dl>
          {envelopeOf(event).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="mono">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {onConversation && conversationId !== undefined && (
        <button type="button" class="button" onClick={() => onConversation(conversationId)}>
          Open conversation {shortId(conversationId)} <Forward size={14} />
        </button>
      )}
    </aside>
  );
}

function Times({ story, event }: { story: Story; event: StoryEvent }) {
  const cause = story.cause(event);
  const turnId = story.turnOf(event);
  const received = turnId === undefined ? undefined : story.turn(turnId).find(({ name }) => name === 'TurnReceived');
  const acceptedAt = received && dataOf(received).turn?.acceptedAt;
  const times = [
    ['At', preciseTime(event.at)],
    cause && ['Since its cause', duration(event.at - cause.event.at)],
    received &&
      event.at >= received.at &&
      event !== received && ['Since the turn began', duration(event.at - received.at)],
    acceptedAt !== undefined && ['Since the first word', duration(event.at - Date.parse(acceptedAt))],
  ].filter((one): one is [string, string] => Array.isArray(one));
  return (
    <dl class="times num">
      {times.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const vias: Record<Via, string> = {
  event: '',
  timer: 'when a timer fired, after ',
  call: 'when the call came back, after ',
  delivery: 'when it had arrived, after ',
  person: 'when a person acted, after ',
  'dead letter': 'which could not be taken: ',
};

function Chain({ story, event, onSelect }: Omit<Props, 'onConversation'>) {
  const cause = story.cause(event);
  const effects = story.effects(event);
  return (
    <section class="chain">
      <h3>Because of</h3>
      {cause ? (
        <Link
          event={cause.event}
          onSelect={onSelect}
          how={cause.via === 'event' ? '' : vias[cause.via].replace(/,? after $/u, '')}
        />
      ) : (
        <p class="quiet">{causeInWords(event.causationId)}</p>
      )}
      <h3>Led to</h3>
      {effects.length === 0 && <p class="quiet">Nothing that is known here</p>}
      <ul>
        {effects.map((effect) => (
          <li key={effect.id}>
            <Link event={effect} onSelect={onSelect} how={`+${duration(effect.at - event.at)}`} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Link({ event, how, onSelect }: { event: StoryEvent; how: string; onSelect(event: StoryEvent): void }) {
  return (
    <button type="button" class={`link of-${event.service}`} onClick={() => onSelect(event)}>
      <span class="dot" aria-hidden="true" />
      <b>{titleOf(event)}</b>
      <span class="quiet num">{how}</span>
    </button>
  );
}

function causeInWords(causationId: string): string {
  if (causationId.startsWith('timer:')) return `A timer: ${spaced(causationId.split(':')[2] ?? '')}`;
  if (causationId.startsWith('evt_')) return 'An event from before what is shown here';
  return 'Somebody at a door: a message, a click, a call';
}

function Personal({ event: { personal, forgotten, hasPersonal } }: { event: StoryEvent }) {
  if (forgotten)
    return (
      <p class="notice">
        <Lock /> The customer was forgotten: these words are unreadable, everywhere.
      </p>
    );
  if (personal === undefined)
    return hasPersonal ? (
      <p class="notice">
        <Lock /> There is a personal part. Open the conversation to read it, if you may.
      </p>
    ) : null;
  return (
    <section class="personal">
      <h3>
        <Lock size={13} /> Personal, encrypted where it is stored
      </h3>
      <Json value={personal} />
    </section>
  );
}

const envelopeOf = (event: StoryEvent): [string, string][] => [
  ['type', event.type],
  ['id', event.id],
  ['subject', event.subject],
  ['sequence', String(event.sequence)],
  ['correlation', event.correlationId],
  ['causation', event.causationId],
  ['epoch', event.controlEpoch === undefined ? '–' : String(event.controlEpoch)],
  ['origin', sentence(event.origin)],
  ['happened', event.time],
  ['recorded', event.recordedTime],
  ['stands in', `${event.topic} / ${event.partition} / ${event.offset}`],
];
