import type { ComponentChild } from 'preact';
import { useAgent, type SignedIn } from '../doors/agent';
import { Mark } from '../ui/mark';
import { ChatPicture, DeskPicture, LivePicture } from './pictures';
import { useHealth, type Health } from './use-health';

/** Where somebody lands who has just started Attune. */
export function HomePage() {
  const signedIn = useAgent();
  const health = useHealth();
  return (
    <div class="home">
      <header>
        <span class="brand">
          <Mark size={30} /> Attune
        </span>
        <Who signedIn={signedIn} />
      </header>
      <main>
        <h1>
          Customer service in which automation and people <em>play together.</em>
        </h1>
        <p class="about">
          Small services read and write facts; who should be in control is decided on every turn, with the reason
          recorded. Nobody repeats themselves, and nobody gets stuck.
        </p>
        <ul class="cards">
          <Card href="/chat" name="Chat" picture={<ChatPicture />}>
            Be a customer: ask something, and see who answers.
          </Card>
          <Card href="/desk" name="Desk" picture={<DeskPicture />}>
            Take over from automation with a complete brief, and hand back.
          </Card>
          <Card href="/live" name="Live" picture={<LivePicture />}>
            Watch every fact travel from service to service as it happens.
          </Card>
        </ul>
      </main>
      <footer>
        <Services health={health} />
      </footer>
    </div>
  );
}

function Card({
  href,
  name,
  picture,
  children,
}: {
  href: string;
  name: string;
  picture: ComponentChild;
  children: string;
}) {
  return (
    <li>
      <a href={href}>
        <span class="picture" aria-hidden="true">
          {picture}
        </span>
        <h2>{name}</h2>
        <p>{children}</p>
      </a>
    </li>
  );
}

function Who({ signedIn }: { signedIn: SignedIn }) {
  switch (signedIn.state) {
    case 'agent':
      return (
        <p class="signed-in">
          Signed in as <b>{signedIn.agent.name}</b> <span class="quiet">({signedIn.agent.roles.join(', ')})</span>
        </p>
      );
    case 'nobody':
      return <p class="signed-in quiet">Not signed in. Desk and Live need your sign-in link.</p>;
    default:
      return <p class="signed-in" />;
  }
}

function Services({ health }: { health: readonly Health[] }) {
  const asked = health.filter(({ state }) => state !== 'asking');
  const ready = health.filter(({ state }) => state === 'ready').length;
  return (
    <section aria-label="Services">
      <h2 aria-live="polite">
        {asked.length < health.length
          ? 'Asking the services how they are'
          : ready === health.length
            ? 'All services are ready'
            : `${ready} of ${health.length} services are ready`}
      </h2>
      <ul class="services">
        {health.map(({ service, state }) => (
          <li key={service} class={state} title={`${service}: ${words[state]}`}>
            <span class={`dot of-${service}`} aria-hidden="true" />
            {service}
            {state !== 'ready' && state !== 'asking' && <span class="tag bad">{words[state]}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const words = { asking: 'asking', ready: 'ready', notReady: 'not ready', away: 'no answer' };
