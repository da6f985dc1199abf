import type { Agent } from '../doors/agent';
import { useNow } from '../ui/now';
import { sentence, spaced, waitingTime } from '../ui/wording';
import { Face } from './face';
import type { QueueLine } from './shapes';
import { moodOf, pressure, priorityOf, sectionsOf } from './wording';

interface Props {
  lines: QueueLine[] | undefined;
  agent: Agent;
  chosen: string | undefined;
  onChoose(conversationId: string): void;
}

export function QueuePane({ lines, agent, chosen, onChoose }: Props) {
  const now = useNow();
  const { yours, waiting, withOthers } = sectionsOf(lines ?? [], agent.agentId);
  const sections = [
    { name: 'Yours', lines: yours, of: agent.capacity },
    { name: 'Waiting', lines: waiting },
    { name: 'With colleagues', lines: withOthers },
  ].filter((section) => section.lines.length > 0 || section.name === 'Waiting');
  return (
    <nav class="pane queue" aria-label="Queue">
      {sections.map((section) => (
        <section key={section.name}>
          <h2>
            {section.name}
            <span class="num">
              {section.lines.length}
              {section.of !== undefined && ` of ${section.of}`}
            </span>
          </h2>
          {section.lines.length === 0 && lines && <p class="nobody">Nobody is waiting.</p>}
          <ul>
            {section.lines.map((line) => (
              <li key={line.conversationId}>
                <Line
                  line={line}
                  now={now}
                  agent={agent}
                  isChosen={line.conversationId === chosen}
                  onChoose={() => onChoose(line.conversationId)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

interface LineProps {
  line: QueueLine;
  now: number;
  agent: Agent;
  isChosen: boolean;
  onChoose(): void;
}
function Line({ line, now, agent, isChosen, onChoose }: LineProps) {
  const waited = now - Date.parse(line.waitingSince);
  const queue = agent.queues?.find(({ id }) => id === line.queue)?.name ?? line.queue;
  const queued = line.status === 'queued';
  return (
    <button type="button" class="line" aria-current={isChosen ? 'true' : undefined} onClick={onChoose}>
      {line.mood && <Face mood={line.mood.dissatisfaction} />}
      <span class="about">
        <span class="top">
          <b>{line.customerName ?? titleOf(line)}</b>
          <span class={`waited num ${queued ? pressure(waited) : ''}`}>
            {queued
              ? waitingTime(waited)
              : line.status === 'accepted'
                ? 'accepting'
                : line.agentId === agent.agentId
                  ? ''
                  : (line.agentName ?? '')}
          </span>
        </span>
        <span class="why">{line.reasons[0] ?? 'A person was asked for'}</span>
        {line.lastText !== null && <span class="last">{line.lastText}</span>}
        <span class="foot">
          <Priority of={line.priority} />
          {queue}
          {line.mood && line.mood.dissatisfaction >= 0.3 && <span>{moodOf(line.mood.dissatisfaction).says}</span>}
          {line.preferredAgentId === agent.agentId && <span class="preferred">asked for you</span>}
        </span>
      </span>
    </button>
  );
}

export const titleOf = ({ intent }: Pick<QueueLine, 'intent'>): string =>
  intent === null ? 'Something new' : sentence(spaced(intent));

function Priority({ of }: { of: number }) {
  const level = priorityOf(of);
  const bars = level === 'high' ? 3 : level === 'medium' ? 2 : 1;
  return (
    <span class={`priority ${level}`} title={`Priority ${of} of 9`}>
      <svg width="13" height="11" viewBox="0 0 13 11" role="img" aria-label={`${level} priority`}>
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 5}
            y={7 - bar * 3.5}
            width="3"
            height={4 + bar * 3.5}
            rx="1"
            opacity={bar < bars ? 1 : 0.22}
          />
        ))}
      </svg>
    </span>
  );
}
