import { duration, waitingTime } from '../ui/wording';
import { openTurns } from './conversation-lines';
import type { Figures } from './shapes';
import type { StoryEvent } from './story';

interface Figure {
  name: string;
  value: string;
  title: string;
  of?: string;
}

/** The figures of all conversations, of whatever origin; `open` is counted from the stream. */
export function FiguresStrip({ figures, events }: { figures: Figures | undefined; events: readonly StoryEvent[] }) {
  return (
    <dl class="figures" aria-label="Figures">
      {figuresOf(figures ?? {}, events).map(({ name, value, title, of }) => (
        <div key={name} title={title}>
          <dt>
            {of && <span class={`dot of-${of}`} aria-hidden="true" />}
            {name}
          </dt>
          <dd class="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const none = '–';
const whole = (value: number | undefined) => (value === undefined ? none : value.toLocaleString());
const time = (ms: number | null | undefined) => (ms === undefined || ms === null ? none : duration(ms));

function figuresOf(figures: Figures, events: readonly StoryEvent[]): Figure[] {
  const { answered = 0, handedOver = 0, takenAlong = 0, superseded = 0, forgotten = 0 } = figures.turns ?? {};
  const closed = answered + handedOver + takenAlong + superseded + forgotten;
  const resolved = figures.firstContactResolution;
  return [
    { name: 'Turns', value: figures.turns ? whole(closed) : none, title: 'Turns that have an outcome' },
    { name: 'Open now', value: whole(openTurns(events)), title: 'Turns without an outcome yet' },
    { name: 'Answered', value: whole(figures.turns && answered), title: 'Turns answered', of: 'automation' },
    {
      name: 'To people',
      value: whole(figures.turns && handedOver + takenAlong),
      title: 'Turns handed over or taken along',
      of: 'person',
    },
    {
      name: 'Half answered within',
      value: time(figures.p50Ms),
      title: `From acceptance to release, listening included; 99 % within ${time(figures.p99Ms)}`,
    },
    {
      name: 'Time to a person',
      value: figures.medianTimeToPersonMs == null ? none : waitingTime(figures.medianTimeToPersonMs),
      title: 'Half of all accepted handoffs were accepted within this time',
    },
    {
      name: 'Solved at first contact',
      value: resolved == null ? none : `${Math.round(resolved * 100)} %`,
      title: 'Of all conversations with an outcome',
    },
  ];
}
