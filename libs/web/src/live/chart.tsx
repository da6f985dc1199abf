import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Lanes as LanesIcon, Pause, Play } from '../ui/icons';
import type { Seen } from './client';
import { Drawing, measuresOf } from './drawing';
import { layout } from './layout';
import { emphasisOf, summaryOf, titleOf } from './meaning';
import { services } from './shapes';
import type { StoryEvent } from './story';
import { useFollowEnd } from './use-follow-end';

interface Props {
  seen: Seen;
  events: readonly StoryEvent[];
  /** One conversation, with labels; else all of them, side by side. */
  whole: boolean;
  selected: StoryEvent | undefined;
  onSelect(event: StoryEvent | undefined): void;
  following: boolean;
  onFollow(on: boolean): void;
  onSlowMotion(on: boolean): void;
}

/** One lane a service; events from left to right; the end is followed until somebody looks back. */
export function Chart({ seen, events, whole, selected, onSelect, following, onFollow, onSlowMotion }: Props) {
  const { story } = seen;
  const frozen = useRef(events);
  if (following || frozen.current.length === 0 || !sameStory(frozen.current, events)) frozen.current = events;
  const drawn = whole ? events : frozen.current;
  const behind = whole ? 0 : countAfter(events, drawn.at(-1));
  const narrow = useNarrow();
  const placed = useMemo(
    () => layout(drawn, { causeOf: (event) => story.cause(event), widthOf: widthIn(whole, narrow) }),
    [drawn, seen.story.events, whole, narrow],
  );
  const { scroller, left, width, onScroll, onLooked } = useFollowEnd(placed.width, following, onFollow);
  const related = useMemo(() => (selected ? story.related(selected) : undefined), [selected, seen]);
  const measures = measuresOf(whole);

  useEffect(() => {
    const place = selected && placed.at.get(selected.id);
    const box = scroller.current;
    if (!place || !box) return;
    if (place.x < box.scrollLeft + 40 || place.x > box.scrollLeft + box.clientWidth - 140)
      box.scrollTo({ left: place.x - box.clientWidth / 2, behavior: 'smooth' });
    // below the chart stands the sheet with the event: bring its lane above that
    if (narrow)
      box.closest('.live')?.scrollTo({ top: box.offsetTop + place.lane * measures.lane - 40, behavior: 'smooth' });
  }, [selected?.id]);

  // The end of a turn that is over shows little on a narrow page: it begins with its first word there.
  const first = whole ? events[0]?.id : undefined;
  useEffect(() => {
    const last = drawn.at(-1);
    const start = placed.placed.findLast(({ event }) => event.name === 'MessageReceived');
    if (!narrow || first === undefined || !last || !start || Date.now() - last.at < stillGoingMs) return;
    onFollow(false);
    requestAnimationFrame(() => scroller.current?.scrollTo({ left: start.x - 24 }));
  }, [first, narrow]);

  return (
    <section class="chart" aria-label="Choreography">
      <Tools following={following} behind={behind} onFollow={onFollow} onSlowMotion={onSlowMotion} />
      <div class="lanes">
        <ol class="names" aria-hidden="true">
          {services.map((service) => (
            <li
              key={service}
              class={`of-${service}`}
              style={{ height: `${measures.lane}px`, paddingTop: `${measures.y - 10}px` }}
            >
              <span class="dot" />
              {service}
            </li>
          ))}
        </ol>
        <div
          class="scroller"
          ref={scroller}
          tabIndex={0}
          role="group"
          aria-label="Events in their order. Left and right: next and previous event. Up and down: to the cause, to the effect."
          onScroll={onScroll}
          onWheel={onLooked}
          onPointerDown={onLooked}
          onTouchMove={onLooked}
          onKeyDown={(event) => {
            const next = stepTo(event.key, selected, drawn, story);
            if (!next) return;
            event.preventDefault();
            onSelect(next === 'none' ? undefined : next);
          }}
        >
          <Drawing
            layout={placed}
            seen={seen}
            whole={whole}
            words={narrow ? 19 : 34}
            from={left - 500}
            to={left + width + 500}
            minWidth={width}
            selected={selected}
            related={related}
            onSelect={onSelect}
          />
        </div>
        {seen.loaded && drawn.length === 0 && (
          <div class="empty">
            <LanesIcon size={28} />
            <h2>Nothing has happened yet</h2>
            <p>Play the example customers, or write something in Chat, and watch it travel from service to service.</p>
          </div>
        )}
      </div>
    </section>
  );
}

/** A conversation in which something happened so shortly ago is followed. */
const stillGoingMs = 8_000;

const sameStory = (a: readonly StoryEvent[], b: readonly StoryEvent[]) =>
  a.length > 0 && b.length > 0 && (a.at(-1)?.at ?? 0) >= (b[0]?.at ?? 0);
const countAfter = (events: readonly StoryEvent[], last: StoryEvent | undefined) =>
  last ? events.length - 1 - events.findLastIndex(({ id }) => id === last.id) : 0;

/** px that an event needs in its lane. What a page gets to read later (words) has a fixed place, so that nothing moves then. */
const widthIn = (whole: boolean, narrow: boolean) => (event: StoryEvent) => {
  if (!whole) return emphasisOf(event) === 'plain' ? 17 : 27;
  if (event.name === 'MessageReceived' || event.name === 'ReplyReleased') return narrow ? 132 : 208;
  const summary = event.personal === undefined ? summaryOf(event) : '';
  return Math.max(titleOf(event).length * 6.5, summary.length * 5.7, 64) + 22;
};

const narrowPage = '(max-width: 760px)';
function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(narrowPage).matches);
  useEffect(() => {
    const query = matchMedia(narrowPage);
    const follow = () => setNarrow(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return narrow;
}

function stepTo(
  key: string,
  selected: StoryEvent | undefined,
  events: readonly StoryEvent[],
  story: Seen['story'],
): StoryEvent | 'none' | undefined {
  const index = selected ? events.findIndex(({ id }) => id === selected.id) : -1;
  switch (key) {
    case 'ArrowRight':
      return index === -1 ? events.at(-1) : events[index + 1];
    case 'ArrowLeft':
      return index === -1 ? events.at(-1) : events[index - 1];
    case 'ArrowUp':
      return selected && story.cause(selected)?.event;
    case 'ArrowDown':
      return selected && story.effects(selected)[0];
    case 'Escape':
      return selected && 'none';
    default:
      return undefined;
  }
}

interface ToolsProps {
  following: boolean;
  behind: number;
  onFollow(on: boolean): void;
  onSlowMotion(on: boolean): void;
}
function Tools({ following, behind, onFollow, onSlowMotion }: ToolsProps) {
  const [slow, setSlow] = useState(true);
  return (
    <div class="tools">
      <button type="button" class="button bare" aria-pressed={!following} onClick={() => onFollow(!following)}>
        {following ? <Pause size={14} /> : <Play size={14} />}
        {following ? 'Pause' : behind > 0 ? `Follow (${behind} new)` : 'Follow'}
      </button>
      <label
        class="toggle"
        title="Events appear one after the other, so that the eye can follow; their times are the real ones"
      >
        <input
          type="checkbox"
          role="switch"
          checked={slow}
          onChange={({ currentTarget: { checked } }) => {
            setSlow(checked);
            onSlowMotion(checked);
          }}
        />
        <i />
        Slow motion
      </label>
    </div>
  );
}
