import { chat, control, conversationId, forgotten, gone, spoken, start, told, turnId } from '../testing';
import type { AddressState } from '../state';
import { followControl } from './decide';

const at = start + 2_000;
const decide = (state: AddressState | undefined, event: ReturnType<typeof control>) =>
  followControl(state, event, chat, at);
const turnOf = (state: AddressState, number: number) => ({
  ...control().data.turn!,
  turnId: turnId(state, number),
  number,
});

describe('a decision on control', () => {
  it('for automation makes the conversation of the turn known, and then stays quiet', () => {
    const state = spoken('msg_1');
    const decision = decide(state, control({ turn: turnOf(state, 1) }));
    expect(told(decision)).toEqual([]);
    expect(decision?.state.turns).toMatchObject([{ status: 'open', conversationId }]);
    expect(decide(decision?.state, control({ turn: turnOf(state, 1) }))).toBeUndefined();
  });

  it('for people closes a turn that they take along, and their clock runs from its acceptance', () => {
    const state = spoken('msg_1');
    const event = control({ turn: turnOf(state, 1), holder: 'person', previous: 'person', epoch: 3 });
    const decision = decide(state, event);
    expect(told(decision)).toMatchObject([['TurnClosed', { number: 1, outcome: 'takenAlong', messageIds: [] }]]);
    expect(decision?.timers).toMatchObject({ [`person:${conversationId}`]: start + 60_000 });
    expect(decide(decision?.state, event)).toBeUndefined();
  });

  it('that asks for a person now leaves the turn to its handoff', () => {
    const state = spoken('msg_1');
    const decision = decide(
      state,
      control({ turn: turnOf(state, 1), holder: 'queue', previous: 'automation', epoch: 2 }),
    );
    expect(told(decision)).toEqual([]);
    expect(decision?.state.conversations).toMatchObject([{ holder: 'queue', epoch: 2 }]);
  });

  it('does not reset the clock with later messages', () => {
    const state = spoken('msg_1', 'msg_2');
    const person = { holder: 'person' as const, previous: 'person' as const, epoch: 3 };
    const first = decide(state, control({ turn: turnOf(state, 1), ...person }));
    const second = decide(first?.state, control({ turn: turnOf(state, 2), ...person }));
    expect(second?.timers).toMatchObject({ [`person:${conversationId}`]: start + 60_000 });
  });

  it('that gives control back to automation stops the clock', () => {
    const state = spoken('msg_1');
    const person = decide(state, control({ turn: turnOf(state, 1), holder: 'person', previous: 'person', epoch: 3 }));
    const back = decide(
      person?.state,
      control({ turn: undefined, holder: 'automation', previous: 'person', epoch: 4 }),
    );
    expect(back?.timers).toEqual({ [`person:${conversationId}`]: null });
    expect(back?.state.conversations).toMatchObject([{ holder: 'automation', waiting: [] }]);
  });

  it('of an epoch that has passed changes no holder', () => {
    const state = decide(spoken('msg_1'), control({ turn: undefined, epoch: 4 }))!.state;
    expect(decide(state, control({ turn: undefined, holder: 'queue', epoch: 2 }))).toBeUndefined();
  });

  it('about a forgotten customer closes the turn as forgotten', () => {
    const state = spoken('msg_1');
    const decision = decide(forgotten(state), control({ turn: turnOf(state, 1) }, gone));
    expect(told(decision)).toMatchObject([['TurnClosed', { outcome: 'forgotten' }]]);
  });

  it('about an address that channel never saw is nothing', () => {
    expect(decide(undefined, control())).toBeUndefined();
  });
});
