import { sentence, spaced } from '../ui/wording';
import { flat } from './evidence';
import { dataOf, type Assessment, type Data, type Decision, type Holder } from './shapes';
import type { StoryEvent } from './story';

/** What is worth reading about an event before its data: the decision, what was recognised, what was found. */
export function EventDetails({ event }: { event: StoryEvent }) {
  const data = dataOf(event);
  switch (event.name) {
    case 'ControlDecided':
      return data.decision ? <Decided data={data} decision={data.decision} /> : null;
    case 'IntentAssessed':
      return data.assessment ? <Recognised assessment={data.assessment} /> : null;
    case 'KnowledgeFound':
      return <Found data={data} />;
    default:
      return null;
  }
}

const holders: Record<Holder, string> = { automation: 'Automation', queue: 'Queue', person: 'Person' };

function Decided({ data: { holder, previous, epoch }, decision }: { data: Data; decision: Decision }) {
  const { trigger, fired, nearly, evidence } = decision;
  return (
    <section class="decided">
      <h3>Decision</h3>
      <p class="move">
        {previous !== undefined && previous !== holder && (
          <>
            <span class={`tag ${previous}`}>{holders[previous]}</span>
            <span aria-label="then">→</span>
          </>
        )}
        {holder !== undefined && <span class={`tag ${holder}`}>{holders[holder]}</span>}
        <span class="quiet">
          {previous === holder ? 'goes on holding' : 'holds now'}, epoch {epoch}, on {spaced(trigger)}
        </span>
      </p>
      <Rules name="Fired" rules={fired} none="No rule asked for a change" />
      {nearly.length > 0 && <Rules name="Nearly" rules={nearly} none="" />}
      <details>
        <summary>What the rules saw</summary>
        <dl class="evidence">
          {flat(evidence).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="mono">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

function Rules({ name, rules, none }: { name: string; rules: Decision['fired']; none: string }) {
  return (
    <div class={`rules ${name.toLowerCase()}`}>
      <h4>{name}</h4>
      {rules.length === 0 && <p class="quiet">{none}</p>}
      <ul>
        {rules.map(({ rule, reason }) => (
          <li key={rule}>
            {reason} <code class="mono">{rule}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Recognised({ assessment }: { assessment: Assessment }) {
  const { candidates, noneOfThese, acts, emotion, complexity, entities, repeats } = assessment;
  const bars = [
    ...candidates.slice(0, 4).map(({ intent, probability }) => [spaced(intent), probability] as const),
    ['none of these', noneOfThese] as const,
  ];
  return (
    <section>
      <h3>Recognised</h3>
      <Bars of={bars} />
      <p class="said">
        {acts
          .filter(({ probability }) => probability > 0.5)
          .map(({ act }) => (
            <span key={act} class="tag">
              {spaced(act)}
            </span>
          ))}
        {entities.map(({ name }) => (
          <span key={name} class="tag automation">
            {spaced(name)}
          </span>
        ))}
        {emotion.signals.map(({ kind }) => (
          <span key={kind} class="tag person">
            {spaced(kind)}
          </span>
        ))}
        {repeats > 1 && <span class="tag queue">asked {repeats} times</span>}
      </p>
      <Bars
        of={[
          ['dissatisfaction', emotion.dissatisfaction],
          ['urgency', emotion.urgency],
          ['complexity', complexity.score],
        ]}
        mood
      />
    </section>
  );
}

function Found({ data: { passages = [], answerable } }: { data: Data }) {
  return (
    <section>
      <h3>Found</h3>
      {answerable !== undefined && <Bars of={[['can be answered from here', answerable]]} />}
      <ol class="passages">
        {passages.map(({ articleId, title, heading, text }, index) => (
          <li key={`${articleId} ${index}`}>
            <b>{title}</b>
            {heading !== undefined && heading !== title && <span class="quiet"> {sentence(heading)}</span>}
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Shares (0..1) as bars. */
function Bars({ of, mood = false }: { of: readonly (readonly [string, number])[]; mood?: boolean }) {
  return (
    <dl class={mood ? 'bars mood' : 'bars'}>
      {of.map(([name, share]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="num">
            <span class="meter">
              <i style={{ width: `${Math.round(share * 100)}%` }} />
            </span>
            {Math.round(share * 100)} %
          </dd>
        </div>
      ))}
    </dl>
  );
}
