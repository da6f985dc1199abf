import { emphasisOf, newHolder, titleOf, type Emphasis } from './meaning';
import { memo } from './memo';
import type { StoryEvent } from './story';

interface NodeProps {
  event: StoryEvent;
  x: number;
  y: number;
  label: boolean;
  shaded: boolean;
  selected: boolean;
  isNew: boolean;
  /** Also what makes the node draw anew when its words become known. */
  summary: string;
}
/** An event on the chart. */
export const Node = memo(function Node({ event, x, y, label, shaded, selected, isNew, summary }: NodeProps) {
  const emphasis = emphasisOf(event);
  const classes = ['node', `of-${event.service}`, emphasis, shaded && 'shaded', selected && 'selected', isNew && 'new'];
  return (
    <g class={classes.filter(Boolean).join(' ')} transform={`translate(${x} ${y})`} data-event={event.id}>
      <rect class="target" x="-11" y="-14" width="28" height="28" />
      <g class="shape">
        {selected && <circle class="halo" r="14" />}
        <Shape emphasis={emphasis} event={event} />
      </g>
      {label && (
        <g class="label">
          <text x="-6" y={summary === '' ? -12 : -25}>
            {titleOf(event)}
          </text>
          {summary !== '' && (
            <text class="summary" x="-6" y="-12">
              {summary}
            </text>
          )}
        </g>
      )}
    </g>
  );
});

function Shape({ emphasis, event }: { emphasis: Emphasis; event: StoryEvent }) {
  switch (emphasis) {
    case 'plain':
      return <circle r="5" />;
    case 'entry':
      return <circle class="ring" r="5.5" />;
    case 'words':
      return (
        <path d="M-9 -7.5h18a3 3 0 0 1 3 3v7a3 3 0 0 1 -3 3h-11l-5 4.5v-4.5h-2a3 3 0 0 1 -3 -3v-7a3 3 0 0 1 3 -3z" />
      );
    case 'handoff':
      return <path d="M0 -9.5 9.5 0 0 9.5 -9.5 0z" />;
    case 'control':
      return (
        <g class={`of-${newHolder(event)}`}>
          <circle class="ring" r="9" />
          <circle r="4.5" />
        </g>
      );
    case 'action':
      return <rect x="-5" y="-5" width="10" height="10" rx="2" class={event.name === 'ActionStarted' ? 'ring' : ''} />;
    case 'closed':
      return (
        <>
          <circle class="ring" r="6.5" />
          <path class="tick" d="m-2.8 .2 2 2 3.6-4" />
        </>
      );
    case 'outcome':
      return <path d="M0 -9 7.8 -4.5V4.5L0 9l-7.8-4.5v-9z" />;
    case 'dead':
      return (
        <g class="of-dead-letters">
          <path d="M0 -9 9.5 8h-19z" />
          <path class="sign" d="M0 -3.2v5M0 4.8v.1" />
        </g>
      );
  }
}
