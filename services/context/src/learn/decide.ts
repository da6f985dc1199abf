import type { IntentAssessed } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { Decision } from '@attune/messaging';
import { endIfSolved } from '../end-conversation/decide';
import { maxFactBytes, maxIntents, maxMatters, maxMood } from '../limits';
import type { Conversation, CustomerState } from '../state';
import { begin, knownOf, openOf, turnOf, withConversation, withTurn } from '../step';
import { learn, type Learned } from './learn';

type Known = Pick<Pack, 'facts' | 'intents'>;

/** What the customer said in a turn, as far as it is understood: facts, what was brought forward, how they feel. Once a turn. */
export function learnFromTurn(
  state: CustomerState | undefined,
  event: IntentAssessed,
  pack: Known,
  now: number,
): Decision<CustomerState> | undefined {
  const customer = knownOf(state);
  const { turn, assessment, conversationId } = event.data;
  const conversation = customer && openOf(customer, conversationId);
  const known = customer && turnOf(customer, turn.turnId);
  if (!customer || !conversation || !known || known.assessed || assessment.failed !== undefined) return undefined;
  const acts = actsOf(event);
  const noted = withConversation(
    withTurn(begin(customer), turn.turnId, { assessed: true }),
    afterwards(conversation, event, acts, pack),
  );
  const learned = factsIn(event, conversation, acts, pack).reduce(
    (step, one) => learn(step, conversation.conversationId, one),
    noted,
  );
  return endIfSolved(learned, conversation.conversationId, now);
}

/** Dialogue acts that are more probable than not. */
const actsOf = ({ data }: IntentAssessed): ReadonlySet<string> =>
  new Set(data.assessment.acts.filter(({ probability }) => probability >= 0.5).map(({ act }) => act));

const any = (acts: ReadonlySet<string>, ...names: string[]): boolean => names.some((name) => acts.has(name));

function afterwards(
  conversation: Conversation,
  { data: { assessment } }: IntentAssessed,
  acts: ReadonlySet<string>,
  pack: Known,
): Conversation {
  const smalltalk = new Set(pack.intents.filter(({ kind }) => kind === 'smalltalk').map(({ id }) => id));
  const matters = assessment.matters.filter(({ intent }) => !smalltalk.has(intent));
  const { intents, repeats, news } = counted(conversation, [...new Set(matters.map(({ intent }) => intent))], acts);
  const known = new Set(conversation.matters.map(({ matterId }) => matterId));
  const confirms =
    conversation.proposal !== undefined &&
    !news &&
    any(acts, 'thanks', 'confirms', 'saysGoodbye') &&
    !any(acts, 'asks', 'complains', 'repeats', 'denies', 'corrects', 'asksForPerson');
  const { proposal, ...rest } = conversation;
  const next: Conversation = {
    ...rest,
    intents,
    effort: { ...conversation.effort, repeats: conversation.effort.repeats + repeats },
    matters: [
      ...conversation.matters,
      ...matters.filter(({ matterId }) => !known.has(matterId)).map(({ matterId, intent }) => ({ matterId, intent })),
    ].slice(-maxMatters),
    mood: [...conversation.mood, assessment.emotion.dissatisfaction].slice(-maxMood),
    confirmed: confirms,
    lastAsks: [],
  };
  // What was thought to be solved is not, if something is brought forward or denied.
  const stands = proposal && !news && !any(acts, 'denies', 'complains', 'repeats');
  return stands ? { ...next, proposal } : next;
}

/**
 * How often each intent was brought forward. It counts again where the customer repeats or complains, or comes back to what had been
 * answered; what they say while it is being dealt with (an order number, a yes) is the same time still.
 */
function counted(
  { intents }: Conversation,
  said: readonly string[],
  acts: ReadonlySet<string>,
): { intents: Conversation['intents']; repeats: number; news: boolean } {
  let all = intents;
  let repeats = 0;
  let news = false;
  const insists = any(acts, 'repeats', 'complains');
  const reacts = any(acts, 'answers', 'confirms', 'denies', 'corrects', 'thanks', 'saysGoodbye');
  for (const intent of said) {
    const known = all.find((one) => one.intent === intent);
    const again = known && (insists || (known.answered && !reacts));
    if (!known) all = [...all, { intent, count: 1, answered: false }].slice(-maxIntents);
    else if (again) all = all.map((one) => (one === known ? { ...one, count: one.count + 1, answered: false } : one));
    if (again) repeats = 1;
    if (!known || again) news = true;
  }
  return { intents: all, repeats, news };
}

/** Facts that the pack draws from what was recognised; and the answer as it stands, where it asked for words. */
function factsIn(event: IntentAssessed, conversation: Conversation, acts: ReadonlySet<string>, pack: Known): Learned[] {
  const { turn } = event.data;
  const corrects = any(acts, 'corrects', 'denies');
  const provenance = {
    who: 'customer' as const,
    at: turn.acceptedAt,
    channel: turn.channel,
    ...(turn.messageIds.at(-1) !== undefined && { messageId: turn.messageIds.at(-1) }),
  };
  const asked = conversation.lastAsks.map((ask) => ask.fact);
  const recognised = event.personal?.entities ?? [];
  const learned: Learned[] = [];
  for (const name of new Set(recognised.map((entity) => entity.name))) {
    const values = recognised.filter((entity) => entity.name === name).map(({ value }) => value);
    const filled = pack.facts.filter((one) => one.entity === name);
    // One entity may fill several facts: then only the one that was asked for is meant.
    const meant = filled.length > 1 ? filled.find((one) => asked.includes(one.name)) : filled[0];
    if (meant) learned.push({ name: meant.name, value: corrects ? values.at(-1) : values[0], provenance, corrects });
  }
  const words = inWords(event, conversation, acts, pack);
  return words ? [...learned, { ...words, provenance, corrects }] : learned;
}

function inWords(event: IntentAssessed, { lastAsks }: Conversation, acts: ReadonlySet<string>, pack: Known) {
  const open = lastAsks
    .filter(({ mode }) => mode === 'open')
    .map((ask) => pack.facts.find((one) => one.name === ask.fact))
    .filter((one) => one !== undefined && one.entity === undefined);
  const [only] = open;
  if (!only || open.length > 1 || !any(acts, 'answers', 'informs', 'corrects')) return undefined;
  if (any(acts, 'asks', 'asksForPerson', 'stops')) return undefined;
  const text = (event.personal?.messages ?? [])
    .map((message) => message.text)
    .join('\n')
    .trim();
  return text.length > 0 ? { name: only.name, value: shortened(text) } : undefined;
}

function shortened(text: string): string {
  let short = text.slice(0, maxFactBytes);
  while (Buffer.byteLength(JSON.stringify(short)) > maxFactBytes)
    short = short.slice(0, Math.floor(short.length * 0.8));
  return short;
}
