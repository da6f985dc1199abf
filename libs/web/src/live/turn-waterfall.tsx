import { useMemo } from 'preact/hooks';
import { duration, spaced } from '../ui/wording';
import type { Seen } from './client';
import { titleOf } from './meaning';
import type { StoryEvent } from './story';
import { ticksOf, waterfallOf, type Hop, type Waterfall } from './waterfall';

interface Props {
  seen: Seen;
  turnId: string;
  selected: StoryEvent | undefined;
  onSelect(event: StoryEvent): void;
}

/** Where the time of one turn went: a bar a step, from its cause to its event. */
export function TurnWaterfall({ seen, turnId, selected, onSelect }: Props) {
  const waterfall = useMemo(() => waterfallOf(seen.story, turnId), [seen, turnId]);
  if (!waterfall) return null;
  const share = (ms: number) => `${(ms / waterfall.length) * 100}%`;
  return (
    <section class="waterfall" aria-label="Where the time of this turn went">
      <h2>
        <b>Turn {waterfall.number}</b>
        <span>{headline(waterfall)}</span>
      </h2>
      <div class="hops">
        <div class="ticks num" aria-hidden="true">
          {ticksOf(waterfall.length * 0.97).map((at) => (
            <span key={at} style={{ left: share(at) }}>
              {at === 0 ? '0' : duration(at)}
            </span>
          ))}
        </div>
        <ol>
          {waterfall.hops.map((hop) => (
            <li key={hop.event.id} class={`of-${hop.event.service}`}>
              <button
                type="button"
                aria-current={hop.event.id === selected?.id ? 'true' : undefined}
                onClick={() => onSelect(hop.event)}
              >
                <span class="name">
                  <span class="dot" aria-hidden="true" />
                  {titleOf(hop.event)}
                </span>
                <span class="track">
                  <i style={{ left: share(hop.from), width: share(hop.to - hop.from) }} />
                  <em
                    class="num"
                    style={
                      isLate(hop, waterfall)
                        ? { right: `${100 - (hop.from / waterfall.length) * 100}%` }
                        : { left: share(hop.to) }
                    }
                  >
                    {duration(hop.to - hop.from)}
                  </em>
                </span>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

/** Near the right end the figure stands at the left of its bar. */
const isLate = ({ to }: Hop, { length }: Waterfall) => to / length > 0.9;

function headline({ outcome, tookMs, listenedMs, length }: Waterfall): string {
  if (outcome === undefined) return 'open';
  const parts = [`${spaced(outcome)} ${tookMs === undefined ? '' : `in ${duration(tookMs)}`}`];
  if (listenedMs !== undefined && listenedMs > 20)
    parts.push(`${duration(listenedMs)} listening for more words, ${duration(length)} from service to service`);
  return parts.join(': ');
}
