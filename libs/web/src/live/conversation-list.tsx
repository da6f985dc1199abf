import { useNow } from '../ui/now';
import { ago, counted, sentence, spaced } from '../ui/wording';
import { newestFirst } from './conversation-lines';
import { shortId, summaryOf } from './meaning';
import type { ConversationLine } from './shapes';
import type { Story } from './story';

interface Props {
  lines: ReadonlyMap<string, ConversationLine>;
  story: Story;
  chosen: string | undefined;
  onChoose(conversationId: string | undefined): void;
}
const shown = 60;

export function ConversationList({ lines, story, chosen, onChoose }: Props) {
  const now = useNow(10_000);
  return (
    <nav class="conversations" aria-label="Conversations">
      <ul>
        <li>
          <button
            type="button"
            class="everything"
            aria-current={chosen === undefined ? 'true' : undefined}
            onClick={() => onChoose(undefined)}
          >
            <b>All conversations</b>
            <span class="num quiet">{lines.size}</span>
          </button>
        </li>
        {newestFirst(lines)
          .slice(0, shown)
          .map((line) => (
            <li key={line.conversationId}>
              <Line
                line={line}
                now={now}
                said={line.conversationId === chosen ? lastWords(story, line.conversationId) : undefined}
                isChosen={line.conversationId === chosen}
                onChoose={() => onChoose(line.conversationId)}
              />
            </li>
          ))}
      </ul>
    </nav>
  );
}

/** What the customer said last, where this page was given the words. */
function lastWords(story: Story, conversationId: string): string | undefined {
  const said = story
    .of(conversationId)
    .findLast(({ name, personal }) => name === 'MessageReceived' && personal !== undefined);
  return said && summaryOf(said);
}

const holders = { automation: 'Automation', queue: 'Waiting for a person', person: 'With a person' };

interface LineProps {
  line: ConversationLine;
  now: number;
  said: string | undefined;
  isChosen: boolean;
  onChoose(): void;
}
function Line({ line, now, said, isChosen, onChoose }: LineProps) {
  const { conversationId, holder, intent, turns, outcome, lastAt } = line;
  const state = outcome === undefined ? holders[holder] : sentence(spaced(outcome));
  return (
    <button type="button" class={`of-${holder}`} aria-current={isChosen ? 'true' : undefined} onClick={onChoose}>
      {/* shown anew with each event: the ring runs once */}
      <span class={outcome === undefined ? 'dot ringing' : 'dot over'} key={lastAt} aria-hidden="true" />
      <span class="about">
        <b>{intent === undefined ? `Conversation ${shortId(conversationId)}` : sentence(spaced(intent))}</b>
        {said !== undefined && <span class="said">{said}</span>}
        <span class="state">
          {state}
          {turns !== undefined && `, ${counted(turns, 'turn')}`}
        </span>
      </span>
      <time class="num" dateTime={lastAt}>
        {ago(now - Date.parse(lastAt))}
      </time>
    </button>
  );
}
