import { useEffect, useMemo, useState } from 'preact/hooks';
import { useAgent } from '../doors/agent';
import { Offline } from '../ui/icons';
import { PageBar } from '../ui/page-bar';
import { useChosen } from '../ui/path';
import { SignInNeeded, Unreachable } from '../ui/sign-in';
import { Chart } from './chart';
import { LiveClient, type Seen } from './client';
import { ConversationList } from './conversation-list';
import { EventPanel } from './event-panel';
import { FiguresStrip } from './figures-strip';
import { PlayButton } from './play-button';
import { Story, type StoryEvent } from './story';
import { TurnWaterfall } from './turn-waterfall';

/** The choreography as it happens. */
export function LivePage() {
  const signedIn = useAgent();
  const agent = signedIn.state === 'agent';
  return (
    <div class="framed">
      <PageBar current="Live">{agent && <PlayButton />}</PageBar>
      {agent && <Live />}
      {signedIn.state === 'nobody' && <SignInNeeded />}
      {signedIn.state === 'unreachable' && <Unreachable />}
    </div>
  );
}

const nothing: Seen = {
  story: new Story(),
  lines: new Map(),
  figures: undefined,
  connected: true,
  appeared: new Map(),
  loaded: false,
};
/** Events that are drawn when all conversations are shown. */
const drawn = 1000;

function Live() {
  const [chosen, choose] = useChosen('/live');
  const [seen, setSeen] = useState<Seen>(nothing);
  const [selected, select] = useState<string>();
  const [following, follow] = useState(true);
  const client = useMemo(() => new LiveClient(setSeen), []);
  useEffect(() => {
    client.start();
    return () => client.stop();
  }, [client]);
  useEffect(() => {
    client.choose(chosen);
    select(undefined);
    follow(true);
  }, [chosen]);

  const { story } = seen;
  const events = useMemo(() => (chosen === undefined ? story.events.slice(-drawn) : story.of(chosen)), [seen, chosen]);
  const event = story.get(selected);
  const onSelect = (next: StoryEvent | undefined) => {
    select(next?.id);
    follow(next === undefined);
  };
  const turnId = event ? story.turnOf(event) : latestTurn(story, events);

  return (
    <main class={event ? 'live with-panel' : 'live'}>
      <FiguresStrip figures={seen.figures} events={story.events} />
      <ConversationList lines={seen.lines} story={story} chosen={chosen} onChoose={choose} />
      <div class="stage">
        <Chart
          seen={seen}
          events={events}
          whole={chosen !== undefined}
          selected={event}
          onSelect={onSelect}
          following={following}
          onFollow={follow}
          onSlowMotion={(on) => (client.slowMotion = on)}
        />
        {turnId !== undefined && <TurnWaterfall seen={seen} turnId={turnId} selected={event} onSelect={onSelect} />}
      </div>
      {event && (
        <EventPanel
          story={story}
          event={event}
          onSelect={onSelect}
          {...(chosen === undefined && { onConversation: choose })}
        />
      )}
      {!seen.connected && (
        <p class="notice lost" role="status">
          <Offline /> Connection lost. Trying again; nothing is missed.
        </p>
      )}
    </main>
  );
}

function latestTurn(story: Story, events: readonly StoryEvent[]): string | undefined {
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    if (event && (event.name === 'TurnReceived' || event.name === 'TurnStarted')) return story.turnOf(event);
  }
  return undefined;
}
