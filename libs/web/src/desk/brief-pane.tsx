import type { ComponentChildren } from 'preact';
import type { Agent } from '../doors/agent';
import { Warn } from '../ui/icons';
import { useNow } from '../ui/now';
import { clockTime, counted, due, sentence, spaced, waitingTime } from '../ui/wording';
import type { Pane } from './desk-page';
import { Face, MoodTrend } from './face';
import type { Brief, Conversation } from './shapes';
import { missingOf, moodOf, sourceOf, trendOf, triedWhat, valueOf } from './wording';

/** What a person knows before the first word. */
export function BriefPane({
  conversation,
  agent,
  onPane,
}: {
  conversation: Conversation;
  agent: Agent;
  onPane(pane: Pane): void;
}) {
  const { brief, suggestion } = conversation;
  return (
    <aside class="pane brief" aria-label="Brief">
      <div class="switch" role="tablist" aria-label="What is shown">
        <button type="button" role="tab" aria-selected={false} onClick={() => onPane('conversation')}>
          Conversation
        </button>
        <button type="button" role="tab" aria-selected={true}>
          Brief
        </button>
      </div>
      {brief ? (
        <BriefParts
          brief={brief}
          conversation={conversation}
          agent={agent}
          nextStep={(suggestion?.draft && suggestion.nextStep) || brief.nextStep}
        />
      ) : (
        <p class="quiet">The brief is kept for a day after the end.</p>
      )}
    </aside>
  );
}

interface PartsProps {
  brief: Brief;
  conversation: Conversation;
  agent: Agent;
  nextStep: string;
}
function BriefParts({ brief, conversation: { personal }, agent, nextStep }: PartsProps) {
  const now = useNow(30_000);
  const missing = missingOf(brief.missing);
  return (
    <>
      {missing.length > 0 && (
        <p class="notice queue">
          <Warn />
          <span>Incomplete: {missing.join(', ')} could not be filled.</span>
        </p>
      )}
      <Part name="Next step" emphasis>
        <p>{sentence(nextStep)}</p>
      </Part>
      <Part name="Why a person">
        <ul class="why">
          {brief.why.map(({ rule, reason }) => (
            <li key={rule} title={rule}>
              {reason}
            </li>
          ))}
        </ul>
      </Part>
      <Part name={brief.matters.length > 1 ? 'Matters' : 'Matter'}>
        {brief.matters.length === 0 && <p class="quiet">Not known yet</p>}
        {brief.matters.map(({ intent, goal }) => (
          <p key={intent}>
            <b>{sentence(spaced(intent))}</b>
            {goal !== '' && <span class="goal">{goal}</span>}
          </p>
        ))}
      </Part>
      <Part name="Known">
        {brief.facts.length === 0 && <p class="quiet">Nothing yet</p>}
        <dl class="facts">
          {brief.facts.map(({ name, label, provenance }) => (
            <div key={name}>
              <dt>{label}</dt>
              <dd>
                <b>{valueOf(personal?.facts[name])}</b>
                <span class="quiet small">
                  {sourceOf(provenance.who)}, {clockTime(Date.parse(provenance.at))}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part name="Tried">
        {brief.tried.length === 0 && <p class="quiet">Nothing yet</p>}
        <ol class="tried">
          {brief.tried.map(({ what, outcome, at }) => (
            <li key={`${what} ${at}`}>
              <span>{triedWhat(what)}</span>
              <span class="quiet">
                {spaced(outcome)} <time dateTime={at}>{clockTime(Date.parse(at))}</time>
              </span>
            </li>
          ))}
        </ol>
      </Part>
      <Part name="Mood">
        <div class="mood">
          <Face mood={brief.mood.dissatisfaction} size={34} />
          <div>
            <b>{moodOf(brief.mood.dissatisfaction).says}</b>
            <span class="quiet small">
              {trendOf(brief.mood.trend)}
              {brief.mood.signals.length > 0 && `, ${brief.mood.signals.map(spaced).join(', ')}`}
              {brief.mood.urgency >= 0.5 && ', urgent'}
            </span>
          </div>
          <MoodTrend trend={brief.mood.trend} />
        </div>
      </Part>
      <Part name="Effort so far">
        <p>{effortOf(brief.effort)}</p>
      </Part>
      <Part name="Promises">
        {brief.promises.length === 0 && <p class="quiet">None open</p>}
        <ul class="promises">
          {brief.promises.map(({ promiseId, dueAt, by }) => (
            <li key={promiseId} class={Date.parse(dueAt) < now ? 'overdue' : ''}>
              <span>{personal?.promises[promiseId] ?? 'Words are not readable'}</span>
              <span class="quiet small">
                {by.kind === 'automation' ? 'automation' : by.agentId === agent.agentId ? 'you' : 'a colleague'},{' '}
                {due(Date.parse(dueAt), now)}
              </span>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

function Part({ name, emphasis, children }: { name: string; emphasis?: boolean; children: ComponentChildren }) {
  return (
    <section class={emphasis ? 'part emphasis' : 'part'}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}

function effortOf({ turns, repeats, switches, transfers, waitingMs }: Brief['effort']): string {
  const said = [
    counted(turns, 'turn'),
    repeats > 0 && `${counted(repeats, 'repeat')}`,
    switches > 0 && `${counted(switches, 'switch of channel', 'switches of channel')}`,
    transfers > 0 && counted(transfers, 'transfer'),
    waitingMs >= 1000 && `${waitingTime(waitingMs)} of waiting`,
  ];
  return said.filter(Boolean).join(', ');
}
