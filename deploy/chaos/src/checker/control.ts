import type { Chronicle, Violation } from './events';
import type { History } from './history';

/** One holder at any time: epochs rise by one with each change, each change has its reason, and who is handed over stands in a queue. */
export function judgeControl(chronicle: Chronicle): Violation[] {
  const violations: Violation[] = [];
  const wrong = (what: string) => violations.push({ kind: 'holders', what });
  const control = new Map<string, { holder: string; epoch: number }>();
  for (const { subject, data } of chronicle.of('ControlDecided')) {
    const before = control.get(subject) ?? { holder: 'automation', epoch: 1 };
    const { holder, previous, epoch, decision } = data as {
      holder: string;
      previous: string;
      epoch: number;
      decision: { fired: unknown[] };
    };
    const moved = holder !== before.holder;
    if (previous !== before.holder) wrong(`${subject}: ${previous} is said to have held it; it was ${before.holder}`);
    if (epoch !== before.epoch + (moved ? 1 : 0))
      wrong(`${subject}: epoch ${before.epoch} → ${epoch} while the holder ${moved ? 'changed' : 'stayed'}`);
    if (moved && decision.fired.length === 0) wrong(`${subject}: ${previous} → ${holder} without a reason`);
    control.set(subject, { holder, epoch });
  }
  const settled = new Set(chronicle.of('HandoffQueued', 'HandoffWithdrawn').map(({ data }) => data['handoffId']));
  for (const { data } of chronicle.of('HandoffRequested'))
    if (!settled.has(data['handoffId']))
      violations.push({ kind: 'lost', what: `handoff ${String(data['handoffId'])} stands in no queue` });
  return violations;
}

/** Nothing is a dead letter but what was poisoned; of that everything is one, and its customer has a person. */
export function judgeLetters({ poisons }: History, chronicle: Chronicle): Violation[] {
  const violations: Violation[] = [];
  const wrong = (what: string) => violations.push({ kind: 'dead letters', what });
  const poisoned = new Set(poisons.map(({ id }) => id));
  const found = new Set<string>();
  for (const { data } of chronicle.of('EventDeadLettered')) {
    const origin = data['origin'] as { id?: string; topic: string; type?: string };
    if (origin.id !== undefined && poisoned.has(origin.id)) found.add(origin.id);
    else
      wrong(
        `${String(data['service'])} could not take ${origin.type ?? 'a record'} of ${origin.topic}: ${String(data['reason'])}`,
      );
  }
  const withPerson = new Set(chronicle.of('HandoffRequested').map(({ subject }) => subject));
  for (const { id, conversationId } of poisons) {
    if (!found.has(id)) wrong(`${id} was poisoned and is no dead letter`);
    if (!withPerson.has(conversationId)) wrong(`${conversationId} was poisoned and nobody was asked to look`);
  }
  return violations;
}
