import {
  conversationClosed,
  conversationReturned,
  handoffAccepted,
  handoffReleased,
  type ControlDecided,
  type HandoffWithdrawn,
} from '@attune/contracts';
import { decideControl } from '../decide-control/decide';
import type { Control } from '../state';
import { angry, assessed, at, event, factsOf, namesOf, testPack } from '../test-pack';
import {
  decideOnConversationClosed,
  decideOnConversationReturned,
  decideOnHandoffAccepted,
  decideOnHandoffReleased,
} from './decide';

const pack = testPack();
const queued = decideControl(undefined, assessed(1, angry), at(10), pack).state;
const handoffOf = ({ held }: Control) => (held.holder === 'automation' ? undefined! : held.handoff);
const { handoffId } = handoffOf(queued);
const accepted = (agentId: string, epoch: number) => event(handoffAccepted, { handoffId, agentId, epoch });
const held = decideOnHandoffAccepted(queued, accepted('agt_kim', 2), at(15), pack)!.state;
const first = <D>(decision: Parameters<typeof factsOf>[0]): D => factsOf(decision)[0]!.data as D;

describe('a person accepts', () => {
  it('holds, in a new epoch, when the current one is quoted', () => {
    const decision = decideOnHandoffAccepted(queued, accepted('agt_kim', 2), at(15), pack);
    expect(first<ControlDecided['data']>(decision)).toMatchObject({
      holder: 'person',
      previous: 'queue',
      epoch: 3,
      handoffId,
      agentId: 'agt_kim',
      decision: { trigger: 'accepted', fired: [{ rule: 'attune.accepted' }], evidence: { epoch: 2 } },
    });
  });
  it('learns that it is too late when the epoch has passed, or another has come first', () => {
    for (const [state, epoch] of [
      [{ ...queued, epoch: 4 }, 2],
      [held, 2],
      [{ ...held, held: { holder: 'automation' as const } }, 3],
    ] as const) {
      const decision = decideOnHandoffAccepted(state, accepted('agt_bo', epoch), at(15), pack);
      expect(namesOf(decision)).toEqual(['HandoffWithdrawn']);
      expect(first<HandoffWithdrawn['data']>(decision)).toMatchObject({
        why: 'staleAcceptance',
        agentId: 'agt_bo',
        epoch: state.epoch,
      });
      expect(decision?.state).toBe(state);
    }
  });
  it('twice is once', () =>
    expect(decideOnHandoffAccepted(held, accepted('agt_kim', 2), at(15), pack)).toBeUndefined());
});

describe('the person who holds goes away', () => {
  const released = (more: object = {}) => event(handoffReleased, { handoffId, epoch: 3, ...more });
  it('leaves it to the queue again: same handoff, new epoch, no second notice', () => {
    const decision = decideOnHandoffReleased(held, released(), pack);
    expect(namesOf(decision)).toEqual(['ControlDecided']);
    expect(first<ControlDecided['data']>(decision)).toMatchObject({
      holder: 'queue',
      previous: 'person',
      epoch: 4,
      handoffId,
      decision: { trigger: 'released' },
    });
    expect(decision?.state.lastAgentId).toBeUndefined();
  });
  it('passes it on to another queue', () => {
    const decision = decideOnHandoffReleased(held, released({ why: 'transferred', queue: 'orders' }), pack);
    expect(handoffOf(decision!.state).queue).toBe('orders');
  });
  it('stays quiet when somebody else, or an earlier epoch, is quoted', () => {
    expect(decideOnHandoffReleased(held, released({ agentId: 'agt_bo' }), pack)).toBeUndefined();
    expect(decideOnHandoffReleased(held, released({ epoch: 2 }), pack)).toBeUndefined();
    expect(decideOnHandoffReleased(queued, released({ epoch: 2 }), pack)).toBeUndefined();
  });
});

describe.each([
  ['hands back', decideOnConversationReturned, conversationReturned, 'returned'],
  ['closes', decideOnConversationClosed, conversationClosed, 'closed'],
] as const)('the person who holds %s', (_, decide, definition, trigger) => {
  const run = (state: Control | undefined, data: object) =>
    decide(state, event(definition as typeof conversationReturned, { handoffId, ...data }) as never, pack);
  it('moves control to automation, in a new epoch', () => {
    const decision = run(held, { epoch: 3 });
    expect(first<ControlDecided['data']>(decision)).toMatchObject({
      holder: 'automation',
      previous: 'person',
      epoch: 4,
      decision: { trigger },
    });
    expect(first<ControlDecided['data']>(decision)).not.toHaveProperty('handoffId');
  });
  it('is refused with a ControlDecided that says so, when the epoch has passed', () => {
    const decision = run(held, { epoch: 2 });
    expect(first<ControlDecided['data']>(decision)).toMatchObject({
      holder: 'person',
      previous: 'person',
      epoch: 3,
      decision: {
        trigger,
        fired: [{ rule: 'attune.stale', reason: 'Refused: answers epoch 2, the conversation is in epoch 3' }],
      },
    });
    expect(decision?.state).toBe(held);
  });
  it('twice moves it once', () => {
    const once = run(held, { epoch: 3 })!.state;
    expect(run(once, { epoch: 3 })?.state).toBe(once);
  });
  it('stays quiet for a conversation that is not known', () => expect(run(undefined, { epoch: 3 })).toBeUndefined());
});
