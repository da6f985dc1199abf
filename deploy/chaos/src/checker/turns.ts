import { type Chronicle, countBy, groupBy, turnsIn, type Violation } from './events';
import type { History } from './history';

const lost = (what: string): Violation => ({ kind: 'lost', what });
const twice = (what: string): Violation => ({ kind: 'twice', what });

/** Every accepted message is in one turn; every turn goes all the way through the services once and has one outcome. */
export function judgeTurns({ said, accepted }: History, chronicle: Chronicle): Violation[] {
  const violations: Violation[] = [];
  const once = (what: string, n: number | undefined) => {
    if (n !== 1) violations.push(n === undefined || n === 0 ? lost(`${what}: none`) : twice(`${what}: ${n}`));
  };
  const turns = turnsIn(chronicle);
  const received = countBy(chronicle.of('MessageReceived'), ({ data }) => String(data['messageId']));
  const inTurns = countBy(
    turns.flatMap(({ messageIds }) => messageIds),
    (id) => id,
  );
  for (const { messageId, id } of accepted) {
    once(`MessageReceived of ${id} (${messageId})`, received.get(messageId));
    once(`turns with ${id} (${messageId})`, inTurns.get(messageId));
  }
  const saidBy = countBy(said, ({ addressId }) => addressId);
  for (const [addressId, n] of countBy(chronicle.of('MessageReceived'), ({ subject }) => subject))
    if (n > (saidBy.get(addressId) ?? 0))
      violations.push(twice(`${addressId} said ${saidBy.get(addressId) ?? 0} messages, ${n} were received`));

  const turnOf = ({ data }: { data: Record<string, unknown> }) => (data['turn'] as { turnId: string }).turnId;
  const closed = countBy(chronicle.of('TurnClosed'), ({ data }) => String(data['turnId']));
  const started = countBy(chronicle.of('TurnStarted'), turnOf);
  const assessed = countBy(chronicle.of('IntentAssessed'), turnOf);
  const decided = countBy(
    chronicle.of('ControlDecided').filter(({ data }) => data['turn'] !== undefined),
    turnOf,
  );
  for (const { turnId } of turns) {
    once(`TurnClosed of ${turnId}`, closed.get(turnId));
    once(`TurnStarted of ${turnId}`, started.get(turnId));
    once(`IntentAssessed of ${turnId}`, assessed.get(turnId));
    if (!decided.has(turnId)) violations.push(lost(`ControlDecided of ${turnId}: none`));
  }
  return violations;
}

/** Automation answers a turn once at most, and what was released reached the customer once, readable, in that order. */
export function judgeReplies({ delivered }: History, chronicle: Chronicle): Violation[] {
  const violations: Violation[] = [];
  const released = chronicle.of('ReplyReleased');
  const replies = released.filter(
    ({ data }) => data['kind'] === 'reply' && (data['by'] as { kind: string }).kind === 'automation',
  );
  const answers = replies.flatMap(({ data }) => data['answers'] as string[]);
  for (const [turnId, n] of countBy(answers, (id) => id))
    if (n > 1) violations.push(twice(`automation answered ${turnId} ${n} times`));
  const arrived = countBy(delivered, ({ messageId }) => messageId);
  for (const { data } of released)
    if (!arrived.has(String(data['messageId'])))
      violations.push(lost(`${String(data['messageId'])} was released and did not arrive`));
  for (const [messageId, n] of arrived) if (n > 1) violations.push(twice(`${messageId} arrived ${n} times`));
  for (const { messageId, readable } of delivered)
    if (!readable) violations.push(lost(`the words of ${messageId} cannot be read`));
  const ended = new Set(chronicle.of('ReplyReleased', 'ReplySuperseded').map(({ data }) => data['replyId']));
  for (const { data } of chronicle.of('ReplyPrepared'))
    if (!ended.has(data['replyId']))
      violations.push(lost(`${String(data['replyId'])} was neither released nor superseded`));
  return violations;
}

/** What a customer said first was received first, and turns of an address count up by one. */
export function judgeOrder({ said, accepted, delivered }: History, chronicle: Chronicle): Violation[] {
  const violations: Violation[] = [];
  const inverted = (what: string) => violations.push({ kind: 'inverted', what });
  for (const [addressId, turns] of groupBy(turnsIn(chronicle), (turn) => turn.addressId))
    turns.forEach(({ number, turnId }, n) => {
      if (number !== n + 1) inverted(`${turnId} is number ${number} of ${addressId} and came as number ${n + 1}`);
    });
  const acceptances = new Map(accepted.map((one) => [one.id, one]));
  const place = new Map(
    chronicle.of('MessageReceived').map(({ data, sequence }) => [String(data['messageId']), sequence]),
  );
  for (const [addressId, messages] of groupBy(said, (one) => one.addressId))
    messages.forEach(({ id, at }, n) => {
      const before = n === 0 ? undefined : acceptances.get(messages[n - 1]!.id);
      const own = acceptances.get(id);
      if (!before || !own || before.at > at) return; // the second was said before the first was taken
      if ((place.get(before.messageId) ?? 0) > (place.get(own.messageId) ?? Infinity))
        inverted(`${addressId}: ${id} was received before ${messages[n - 1]!.id}`);
    });
  const released = groupBy(chronicle.of('ReplyReleased'), ({ subject }) => subject);
  for (const [addressId, arrived] of groupBy(delivered, (one) => one.addressId)) {
    const wanted = (released.get(addressId) ?? []).map(({ data }) => String(data['messageId']));
    const came = [...new Set(arrived.map(({ messageId }) => messageId))];
    const inOrder = wanted.filter((id) => came.includes(id));
    if (came.some((id, n) => id !== inOrder[n]))
      inverted(`${addressId}: ${came.join(', ')} arrived, ${wanted.join(', ')} was released`);
  }
  return violations;
}
