import { services } from '@attune/contracts';
import { firstArrivals } from '@attune/testing';
import type { Happened } from './chronicle';
import type { World } from './world';

/** Services whose events keep the sequence of another's (protocols.md §2). */
const translators = ['intent', 'knowledge'];

/** Everything that must hold in any history, once all is healed and at rest; one line a violation. Shares no code with the services. */
export async function judge(world: World): Promise<string[]> {
  const violations: string[] = [];
  await atRest(world, violations);
  firstArrivals(world.chronicle.records, violations, translators);
  violations.push(...world.chronicle.collisions);
  turns(world, violations);
  releases(world, violations);
  holders(world, violations);
  actions(world, violations);
  for (const { data } of world.chronicle.of('EventDeadLettered'))
    violations.push(`dead letter of ${String(data['handler'])}: ${String(data['reason'])}`);
  return violations;
}

interface Turn {
  turnId: string;
  messageIds: string[];
}

/** Every message is in one turn, and every turn has one outcome; turns of an address are numbered without gaps. */
function turns({ chronicle, accepted }: World, violations: string[]): void {
  const received = chronicle.of('TurnReceived').map(({ data }) => data['turn'] as Turn);
  const inTurns = count(received.flatMap(({ messageIds }) => messageIds));
  const forgotten = new Set(chronicle.of('CustomerForgotten').flatMap(({ data }) => data['addressIds'] as string[]));
  // What was forgotten before it became a turn never will.
  const gone = new Set(
    chronicle.of('MessageReceived').flatMap(({ subject, data }) => (forgotten.has(subject) ? [data['messageId']] : [])),
  );
  for (const messageId of accepted) {
    const n = inTurns.get(messageId) ?? 0;
    if (n > 1 || (n === 0 && !gone.has(messageId))) violations.push(`message ${messageId} is in ${n} turns`);
  }
  const outcomes = count(chronicle.of('TurnClosed').map(({ data }) => String(data['turnId'])));
  for (const { turnId } of received)
    if (outcomes.get(turnId) !== 1) violations.push(`${turnId} has ${outcomes.get(turnId) ?? 0} outcomes`);
  const started = count(chronicle.of('TurnStarted').map(({ data }) => (data['turn'] as Turn).turnId));
  for (const [turnId, n] of started) if (n > 1) violations.push(`${turnId} was started ${n} times`);
}

/** Automation answers a turn once at most, and says nothing under an epoch that has passed. */
function releases({ chronicle }: World, violations: string[]): void {
  const byAutomation = chronicle.of('ReplyReleased', { by: { kind: 'automation' } });
  const answered = count(byAutomation.flatMap(({ data }) => data['answers'] as string[]));
  for (const [turnId, n] of answered) if (n > 1) violations.push(`automation answered ${turnId} ${n} times`);
  const highest = new Map<string, number>();
  for (const { subject, name, epoch, data } of chronicle.events) {
    if (epoch === undefined || (name !== 'ReplyReleased' && name !== 'ReplySuperseded')) continue;
    const key = `${subject} ${String(data['conversationId'])}`;
    const before = highest.get(key) ?? 0;
    const prepared = name === 'ReplyReleased' && (data['kind'] === 'reply' || data['kind'] === 'initiative');
    if (prepared && epoch < before) violations.push(`${key}: released under epoch ${epoch} after ${before}`);
    if (name === 'ReplyReleased') highest.set(key, Math.max(before, epoch));
  }
  for (const lost of unclaimed(
    chronicle.of('ReplyPrepared'),
    chronicle.of('ReplyReleased'),
    chronicle.of('ReplySuperseded'),
  ))
    violations.push(`a reply was neither released nor superseded: ${lost}`);
}

function unclaimed(prepared: Happened[], ...ends: Happened[][]): string[] {
  const ended = new Set(ends.flat().map(({ data }) => data['replyId']));
  return prepared.map(({ data }) => String(data['replyId'])).filter((replyId) => !ended.has(replyId));
}

/** One holder at any time: epochs rise by one with each change, and each change has its reasons. */
function holders({ chronicle }: World, violations: string[]): void {
  const control = new Map<string, { holder: unknown; epoch: number }>();
  for (const { subject, data } of chronicle.of('ControlDecided')) {
    const before = control.get(subject) ?? { holder: 'automation', epoch: 1 };
    const { holder, previous, decision } = data as { holder: string; previous: string; decision: { fired: unknown[] } };
    const epoch = Number(data['epoch']);
    const moved = holder !== before.holder;
    if (previous !== before.holder)
      violations.push(`${subject}: ${previous} was said to hold, it was ${String(before.holder)}`);
    if (epoch !== before.epoch + (moved ? 1 : 0))
      violations.push(`${subject}: epoch ${before.epoch} → ${epoch} while the holder ${moved ? 'moved' : 'stayed'}`);
    if (moved && decision.fired.length === 0) violations.push(`${subject}: ${previous} → ${holder} without a reason`);
    control.set(subject, { holder, epoch });
  }
}

/** What was started ends once, and the world outside has seen each effect once at most. */
function actions({ chronicle, shop }: World, violations: string[]): void {
  const ends = count(
    ['ActionPerformed', 'ActionFailed', 'ActionInDoubt'].flatMap((name) =>
      chronicle.of(name).map(({ data }) => String(data['actionId'])),
    ),
  );
  const started = count(chronicle.of('ActionStarted').map(({ data }) => String(data['actionId'])));
  for (const [actionId, n] of started) {
    if (n > 1) violations.push(`${actionId} was started ${n} times`);
    if (ends.get(actionId) !== 1) violations.push(`${actionId} has ${ends.get(actionId) ?? 0} ends`);
  }
  for (const [effect, n] of count([...shop.done.values()].map(({ what, order }) => `${what} of ${order}`)))
    if (n > 1 && effect.startsWith('cancel')) violations.push(`${effect} happened ${n} times`);
  const writes = chronicle.of('ActionStarted', { effect: 'write' }).length;
  const sent = [...shop.sent.values()].reduce((sum, n) => sum + n, 0);
  if (sent > writes) violations.push(`${writes} writes were started, ${sent} were sent`);
}

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

function count(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
