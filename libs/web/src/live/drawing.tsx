import { useState } from 'preact/hooks';
import { duration, preciseTime, spaced } from '../ui/wording';
import type { Seen } from './client';
import { arrow, bandsOf, breakMs, type Layout, type Placed } from './layout';
import { summaryOf } from './meaning';
import { Node } from './node';
import { dataOf, services } from './shapes';
import type { StoryEvent } from './story';

/** Heights in px: of a lane, of the line of times above all lanes, and where in its lane an event stands. */
export const measuresOf = (whole: boolean) => (whole ? { lane: 56, head: 32, y: 40 } : { lane: 46, head: 32, y: 23 });
type Measures = ReturnType<typeof measuresOf>;

interface Props {
  layout: Layout;
  seen: Seen;
  whole: boolean;
  /** Characters of what people said. */
  words: number;
  /** The stretch that is drawn, px. */
  from: number;
  to: number;
  minWidth: number;
  selected: StoryEvent | undefined;
  related: ReadonlySet<string> | undefined;
  onSelect(event: StoryEvent | undefined): void;
}

/** The lanes with everything on them; only the stretch that can be seen is drawn. */
export function Drawing({ layout, seen, whole, words, from, to, minWidth, selected, related, onSelect }: Props) {
  const [hovered, setHovered] = useState<string>();
  const measures = measuresOf(whole);
  const height = measures.head + services.length * measures.lane;
  const width = Math.max(layout.width, minWidth);
  const { story } = seen;
  const lit = related ?? (hovered === undefined ? undefined : relatedTo(hovered, seen));
  const visible = layout.placed.filter(({ x }) => x > from && x < to);
  const idOf = (target: EventTarget | null) =>
    target instanceof Element
      ? (target.closest<SVGGElement>('[data-event]')?.dataset['event'] ?? undefined)
      : undefined;

  return (
    <svg
      class={lit ? 'drawing focused' : 'drawing'}
      width={width}
      height={height}
      role="img"
      aria-label={`${layout.placed.length} events`}
      onPointerOver={({ target }) => setHovered(idOf(target))}
      onPointerLeave={() => setHovered(undefined)}
      onClick={({ target }) => onSelect(story.get(idOf(target)))}
    >
      <g class="ground">
        {services.map((service, lane) => (
          <line
            key={service}
            x1="0"
            x2={width}
            y1={measures.head + lane * measures.lane + measures.y}
            y2={measures.head + lane * measures.lane + measures.y}
          />
        ))}
      </g>
      {whole && (
        <Bands
          layout={layout}
          seen={seen}
          height={height}
          from={from}
          to={to}
          turn={selected && story.turnOf(selected)}
        />
      )}
      <Breaks layout={layout} whole={whole} height={height} from={from} to={to} />
      <g class="arrows">
        {layout.placed.map((placed) => (
          <Arrow
            key={placed.event.id}
            placed={placed}
            layout={layout}
            seen={seen}
            whole={whole}
            measures={measures}
            from={from}
            to={to}
            lit={lit}
          />
        ))}
      </g>
      <g class="nodes">
        {visible.map(({ event, x, lane }) => (
          <Node
            key={event.id}
            event={event}
            x={x}
            y={measures.head + lane * measures.lane + measures.y}
            label={whole || event.id === hovered || event.id === selected?.id}
            shaded={lit !== undefined && !lit.has(event.id)}
            selected={event.id === selected?.id}
            isNew={seen.appeared.has(event.id)}
            summary={summaryOf(event, words)}
          />
        ))}
      </g>
    </svg>
  );
}

function relatedTo(id: string, { story }: Seen): ReadonlySet<string> | undefined {
  const event = story.get(id);
  return event && story.related(event);
}

interface ArrowProps {
  placed: Placed;
  layout: Layout;
  seen: Seen;
  whole: boolean;
  measures: Measures;
  from: number;
  to: number;
  lit: ReadonlySet<string> | undefined;
}
function Arrow({ placed, layout, seen, whole, measures, from, to, lit }: ArrowProps) {
  const cause = seen.story.cause(placed.event);
  const start = cause && layout.at.get(cause.event.id);
  if (!start || placed.x < from || start.x > to) return null;
  const y = (lane: number) => measures.head + lane * measures.lane + measures.y;
  const isLit = lit?.has(placed.event.id) && lit.has(start.event.id);
  const [x1, x2] = [start.x, placed.x];
  const between = start.lane === placed.lane && placed.neighbour !== start.event.id;
  const [y1, y2] = [y(start.lane), y(placed.lane)];
  const classes = [
    `of-${start.event.service}`,
    cause.via !== 'event' && 'outside',
    lit && (isLit ? 'lit' : 'shaded'),
    seen.appeared.has(placed.event.id) && 'new',
  ];
  return (
    <g class={classes.filter(Boolean).join(' ')}>
      <path
        class="line"
        pathLength={cause.via === 'event' ? 1 : undefined}
        d={arrow({ x: x1, y: y1 }, { x: x2, y: y2 }, 7, between)}
      />
      {!between && <path class="head" d={`M${x2 - 6.5} ${y2}l-5.5 -3.2v6.4z`} />}
      {whole && !between && cause.via !== 'event' && x2 - x1 > 90 && (
        <text x={(x1 + x2) / 2} y={y2 + 12.5}>
          {cause.via === 'timer' ? 'listening ' : ''}
          {duration(placed.event.at - start.event.at)}
        </text>
      )}
    </g>
  );
}

/** The turns of a conversation as stretches, named above the lanes. */
function Bands({
  layout,
  seen: { story },
  height,
  from,
  to,
  turn,
}: {
  layout: Layout;
  seen: Seen;
  height: number;
  from: number;
  to: number;
  turn: string | undefined;
}) {
  return (
    <g class="bands">
      {bandsOf(layout.placed, (event) => story.turnOf(event))
        .filter((band) => band.to > from && band.from < to)
        .map((band) => {
          const closed = story.turn(band.turnId).find(({ name }) => name === 'TurnClosed');
          const { number, outcome, tookMs } = closed ? dataOf(closed) : {};
          return (
            <g key={band.turnId} class={turn === band.turnId ? 'chosen' : ''}>
              <rect x={band.from - 20} y="0" width={band.to - band.from + 150} height={height} rx="10" />
              <text x={band.from - 6} y="20">
                {closed ? `Turn ${number}: ${spaced(outcome ?? '')} in ${duration(tookMs ?? 0)}` : 'Turn, open'}
              </text>
            </g>
          );
        })}
    </g>
  );
}

interface BreaksProps {
  layout: Layout;
  whole: boolean;
  height: number;
  from: number;
  to: number;
}
/** How long nothing happened, and, where no turns are named, the time at which it went on. */
function Breaks({ layout: { placed, breaks }, whole, height, from, to }: BreaksProps) {
  const starts = whole
    ? []
    : placed.filter(({ event }, index) => index === 0 || event.at - (placed[index - 1]?.event.at ?? 0) > breakMs);
  return (
    <g class="breaks">
      {breaks
        .filter(({ x, width }) => x + width > from && x < to)
        .map(({ x, width, ms }) => (
          <g key={x} transform={`translate(${x + width / 2} 0)`}>
            <line y1="30" y2={height} />
            <text y="20">{duration(ms)}</text>
          </g>
        ))}
      {starts
        .filter(({ x }) => x > from && x < to)
        .map(({ event, x }) => (
          <text key={event.id} class="time num" x={x - 6} y="20">
            {preciseTime(event.at)}
          </text>
        ))}
    </g>
  );
}
