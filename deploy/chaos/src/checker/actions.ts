import { type Chronicle, countBy, type Event, groupBy, type Violation } from './events';
import type { History } from './history';

const conversationOf = ({ data }: Event) => String(data['conversationId']);
const actionOf = ({ data }: Event) => String(data['actionId']);
const isWrite = ({ data }: Event) => data['effect'] === 'write';

/** The outside has seen each action once, and what the log says about it is what the outside has seen. */
export function judgeActions({ said, accepted, effects }: History, chronicle: Chronicle): Violation[] {
  const violations: Violation[] = [];
  const twice = (what: string) => violations.push({ kind: 'actions twice', what });
  const missing = (what: string) => violations.push({ kind: 'actions missing', what });

  const done = groupBy(effects, ({ order, effect }) => `${effect} of ${order}`);
  for (const [what, times] of done) if (times.length > 1) twice(`${what} happened ${times.length} times`);

  const ends = groupBy(chronicle.of('ActionPerformed', 'ActionFailed', 'ActionInDoubt'), actionOf);
  const started = chronicle.of('ActionStarted');
  for (const [actionId, n] of countBy(started, actionOf)) {
    if (n > 1) twice(`${actionId} was started ${n} times`);
    const ended = ends.get(actionId)?.length ?? 0;
    if (ended !== 1) (ended === 0 ? missing : twice)(`${actionId} was started and has ${ended} ends`);
  }

  const addressOf = new Map(
    chronicle.of('ControlDecided').map((one) => [conversationOf(one), String(one.data['addressId'])]),
  );
  const handedOver = new Set(chronicle.of('HandoffRequested').map(conversationOf));
  const taken = new Set(accepted.map(({ id }) => id));
  const agreed = new Map(
    said.flatMap(({ kind, addressId, order, id }) =>
      kind === 'agrees' && order !== undefined ? [[addressId, { order, id }]] : [],
    ),
  );
  const startedAt = new Set<string>();
  for (const start of started.filter(isWrite)) {
    const addressId = addressOf.get(conversationOf(start)) ?? '';
    startedAt.add(addressId);
    const agreement = agreed.get(addressId);
    if (!agreement) {
      twice(`${actionOf(start)} was started and nobody had agreed`);
      continue;
    }
    const happened = done.has(`cancel of ${agreement.order}`);
    const end = ends.get(actionOf(start))?.[0];
    if (end?.name === 'ActionPerformed' && !happened)
      missing(`${actionOf(start)} is said to be done; ${agreement.order} was not touched`);
    if (end?.name === 'ActionFailed' && happened)
      twice(`${actionOf(start)} is said to have failed; ${agreement.order} is cancelled`);
    if (end?.name === 'ActionInDoubt' && !handedOver.has(conversationOf(start)))
      missing(`${actionOf(start)} is in doubt and nobody was asked to look`);
  }
  const conversationAt = new Map([...addressOf].map(([conversationId, addressId]) => [addressId, conversationId]));
  for (const [addressId, { order, id }] of agreed) {
    if (startedAt.has(addressId)) continue;
    if (done.has(`cancel of ${order}`)) missing(`${order} is cancelled and no action was ever started`);
    else if (taken.has(id) && !handedOver.has(conversationAt.get(addressId) ?? ''))
      missing(`cancelling ${order} was agreed to; nothing was started and nobody was asked`);
  }
  return violations;
}
