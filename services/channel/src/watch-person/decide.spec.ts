import { instant } from '@attune/messaging';
import { announceHandoff } from '../announce-handoff/decide';
import { followControl } from '../follow-control/decide';
import { releaseReply } from '../release-reply/decide';
import {
  chat,
  control,
  conversationId,
  forgotten,
  handoff,
  pack,
  personsReply,
  spoken,
  start,
  told,
  turnId,
} from '../testing';
import { remindPeople } from './decide';

const one = spoken('msg_1');
const waiting = announceHandoff(one, handoff({ turnId: turnId(one, 1) }), pack, chat, start + 2_000)!.state;
const remind = (state = waiting, at = 60_000) => remindPeople(state, conversationId, chat, start + at);

describe('people who have not answered in time', () => {
  it('are reminded, from the first message that is open', () => {
    expect(told(remind())).toMatchObject([
      ['PersonReplyOverdue', { conversationId, waitingSince: instant(start), epoch: 2 }],
    ]);
  });
  it('are reminded again, ever more rarely', () => {
    const first = remind();
    expect(first?.timers).toEqual({ [`person:${conversationId}`]: start + 120_000 });
    expect(remind(first!.state, 120_000)?.timers).toEqual({ [`person:${conversationId}`]: start + 240_000 });
  });
  it('are left in peace once they answered, or automation holds', () => {
    const person = followControl(waiting, control({ turn: undefined, holder: 'person', epoch: 3 }), chat, start)!.state;
    const replied = releaseReply(
      person,
      personsReply({ answers: [turnId(one, 1)], epoch: 3 }),
      chat,
      start + 9_000,
    )!.state;
    expect(remind(replied)).toBeUndefined();
    expect(remind(followControl(waiting, control({ turn: undefined, epoch: 3 }), chat, start)!.state)).toBeUndefined();
    expect(remind(one)).toBeUndefined();
  });
  it('are not asked for a customer who was forgotten', () => {
    const decision = remind(forgotten(waiting));
    expect(told(decision)).toEqual([]);
    expect(decision?.state.conversations).toMatchObject([{ waiting: [] }]);
  });
});
