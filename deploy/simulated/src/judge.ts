import { services } from '@attune/contracts';
import type { Happened } from './chronicle';
import type { World } from './world';

/** What must have come of any history, once all is healed and at rest; one line a violation. Shares no code with the services. */
export async function judge(world: World): Promise<string[]> {
  const violations: string[] = [];
  await atRest(world, violations);
  violations.push(...world.violations);
  turns(world, violations);
  replies(world, violations);
  handoffs(world, violations);
  promises(world, violations);
  actions(world, violations);
  await forgotten(world, violations);
  letters(world, violations);
  return violations;
}

/**
 * Turns that have neither an outcome nor an honest word from us, and should by now: their deadline is more than `graceMs` ago. Turns
 * that were forgotten are found later, and harm nobody.
 */
export function unanswered({ chronicle, clock }: World, graceMs: number): string[] {
  const closed = new Set(chronicle.of('TurnClosed').map(({ data }) => data['turnId']));
  const told = new Set(chronicle.of('ReplyReleased', { kind: 'holdingNotice' }).map(({ subject }) => subject));
  const gone = new Set(chronicle.of('CustomerForgotten').flatMap(({ data }) => data['addressIds'] as string[]));
  return chronicle.of('TurnReceived').flatMap(({ data, subject }) => {
    const { turnId, deadline } = data['turn'] as { turnId: string; deadline: string };
    const late = clock.now() - Date.parse(deadline);
    if (late <= graceMs || closed.has(turnId) || told.has(subject) || gone.has(subject)) return [];
    return [`${turnId} is ${late} ms past its deadline and nobody has said anything`];
  });
}

/** Every message that the door took is in a turn, and every turn has its outcome. */
function turns({ chronicle, accepted }: World, violations: string[]): void {
  const received = chronicle.of('TurnReceived').map(({ data }) => data['turn'] as Turn);
  const inTurns = new Set(received.flatMap(({ messageIds }) => messageIds));
  const addresses = new Set(chronicle.of('CustomerForgotten').flatMap(({ data }) => data['addressIds'] as string[]));
  // What was forgotten before it became a turn never will.
  const gone = new Set(
    chronicle.of('MessageReceived').flatMap(({ subject, data }) => (addresses.has(subject) ? [data['messageId']] : [])),
  );
  for (const messageId of accepted)
    if (!inTurns.has(messageId) && !gone.has(messageId)) violations.push(`message ${messageId} is in no turn`);
  const closed = new Set(chronicle.of('TurnClosed').map(({ data }) => data['turnId']));
  for (const { turnId } of received) if (!closed.has(turnId)) violations.push(`${turnId} has no outcome`);
}
interface Turn {
  turnId: string;
  messageIds: string[];
}

function replies({ chronicle }: World, violations: string[]): void {
  const ended = idsOf('replyId', chronicle.of('ReplyReleased'), chronicle.of('ReplySuperseded'));
  for (const { data } of chronicle.of('ReplyPrepared'))
    if (!ended.has(data['replyId']))
      violations.push(`a reply was neither released nor superseded: ${String(data['replyId'])}`);
}

/** Whoever was promised a person is in a queue, or there was no need any more. */
function handoffs({ chronicle }: World, violations: string[]): void {
  const arrived = idsOf('handoffId', chronicle.of('HandoffQueued'), chronicle.of('HandoffWithdrawn'));
  for (const { data, subject } of chronicle.of('HandoffRequested'))
    if (!arrived.has(data['handoffId']) && !isOver(chronicle.events, subject))
      violations.push(`handoff ${String(data['handoffId'])} never came to a queue`);
}

/** A promise whose date has passed was kept, or somebody was told; unless its conversation was over before. */
function promises({ chronicle, clock }: World, violations: string[]): void {
  const settled = idsOf('promiseId', chronicle.of('PromiseDue'), chronicle.of('PromiseKept'));
  for (const { data, subject } of chronicle.of('PromiseMade'))
    if (
      !settled.has(data['promiseId']) &&
      Date.parse(String(data['dueAt'])) < clock.now() - 60_000 &&
      !isOver(chronicle.events, subject)
    )
      violations.push(`promise ${String(data['promiseId'])} is due and nobody was told`);
}

/** What was started has ended, and the world outside has seen each effect once at most. */
function actions({ chronicle, shop }: World, violations: string[]): void {
  const ended = idsOf(
    'actionId',
    chronicle.of('ActionPerformed'),
    chronicle.of('ActionFailed'),
    chronicle.of('ActionInDoubt'),
  );
  for (const { data } of chronicle.of('ActionStarted'))
    if (!ended.has(data['actionId'])) violations.push(`${String(data['actionId'])} was started and has no end`);
  const effects = [...shop.done.values()].map(({ what, order }) => `${what} of ${order}`);
  for (const effect of new Set(effects.filter((one, i) => effects.indexOf(one) !== i)))
    if (effect.startsWith('cancel')) violations.push(`${effect} happened more than once`);
  for (const [write, keys] of shop.keysOf)
    if (keys.size > 1) violations.push(`${write} was sent under ${keys.size} keys`);
  const writes = chronicle.of('ActionStarted', { effect: 'write' }).length;
  if (shop.done.size > writes) violations.push(`${writes} writes were started, ${shop.done.size} were done`);
  const sent = [...shop.sent.values()].reduce((sum, n) => sum + n, 0);
  if (sent > writes) violations.push(`${writes} writes were started, ${sent} were sent`);
}

/** Nothing that a forgotten customer said can be read any more. */
async function forgotten(world: World, violations: string[]): Promise<void> {
  const addresses = world.chronicle.of('CustomerForgotten').flatMap(({ data }) => data['addressIds'] as string[]);
  for (const addressId of addresses)
    for (const event of world.chronicle.of('MessageReceived'))
      if (event.subject === addressId && (await world.personalOf(event)) !== undefined)
        violations.push(`what ${addressId} said can still be read`);
}

/** Nothing is a dead letter but what nobody can read; its customer gets a person. */
function letters({ chronicle, poisoned }: World, violations: string[]): void {
  const letterOf = ({ data }: Happened) => (data['origin'] as { id?: string }).id ?? '';
  const found = chronicle.of('EventDeadLettered');
  const wanted = new Set(poisoned.map(({ id }) => id));
  for (const letter of found)
    if (!wanted.has(letterOf(letter)))
      violations.push(`dead letter of ${String(letter.data['handler'])}: ${String(letter.data['reason'])}`);
  const lettered = new Set(found.map(letterOf));
  for (const { id, subject } of poisoned) {
    if (!lettered.has(id)) violations.push(`${id} could not be read and is no dead letter`);
    const decided = chronicle.of('ControlDecided').filter((event) => event.subject === subject);
    if (decided.every(({ data }) => data['holder'] === 'automation') && !isOver(chronicle.events, subject))
      violations.push(`${subject} was poisoned and never got a person`);
  }
}

const isOver = (events: readonly Happened[], conversationId: string): boolean =>
  events.some(({ name, subject }) => subject === conversationId && ends.has(name));
const ends = new Set(['ConversationResolved', 'ConversationLapsed', 'ConversationContinued', 'CustomerForgotten']);

const idsOf = (field: string, ...kinds: Happened[][]): Set<unknown> =>
  new Set(kinds.flat().map(({ data }) => data[field]));

/** Nothing that was decided is left unpublished, undone or waiting for its turn; what a timer set off just now may still be. */
async function atRest(world: World, violations: string[]): Promise<void> {
  let left = await unfinished(world);
  for (let waited = 0; left.length > 0 && waited < 20; waited++) {
    await world.passes(1_000);
    left = await unfinished(world);
  }
  violations.push(...left);
}

async function unfinished(world: World): Promise<string[]> {
  const left: string[] = [];
  for (const service of services)
    for (const { _id, outbox, effects, parked } of await world.documents(service)) {
      if (outbox.length > 0) left.push(`${service} ${_id}: ${outbox.length} events are not published`);
      if (effects.length > 0) left.push(`${service} ${_id}: ${effects.length} effects are not done`);
      if (parked) left.push(`${service} ${_id}: ${parked.pending.length} events are parked (${parked.reason})`);
    }
  return left;
}
