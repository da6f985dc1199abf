import { controlDecided, exampleValues as x, handoffRequested } from '@attune/contracts';
import { decideOnControlDecided, decideOnHandoffRequested } from './follow-control/decide';
import type { DeskHandoff } from './state';
import { decideAccept } from './take/decide';
import { at, event } from './test-events';

/** For specs only: a handoff in each of its stages, as events make it. */
export const queued = decideOnHandoffRequested(undefined, event(handoffRequested, { requestedAt: x.at }), at(0))!.state;
export const kim = { agentId: 'agt_kim', name: 'Kim', holding: 0 };
export const accepted = decideAccept(queued, kim, at(20)).state!;
export const control = (epoch: number, holder: 'automation' | 'queue' | 'person', more: object = {}) =>
  event(controlDecided, {
    holder,
    epoch,
    handoffId: x.handoffId,
    ...(holder === 'person' && { agentId: 'agt_kim' }),
    ...more,
  });
export const trigger = (trigger: string, rule = `attune.${trigger}`) => ({
  decision: { ...controlDecided.example.data.decision, trigger: trigger as 'turn', fired: [{ rule, reason: '' }] },
});
export const held = decideOnControlDecided(accepted, control(3, 'person'), at(21))!.state;
export const ended = decideOnControlDecided(held, control(4, 'automation'), at(60))!.state;
export const stages: Record<string, DeskHandoff | undefined> = { none: undefined, queued, accepted, held, ended };
