import {
  assistSuggested,
  exampleTurnPersonal,
  exampleValues as x,
  factLearned,
  promiseKept,
  promiseMade,
  replyReleased,
  replySuperseded,
  turnStarted,
} from '@attune/contracts';
import { decideReply } from '../answer/decide';
import { conversationPage } from '../pages';
import { at, event, iso } from '../test-events';
import { ended, held, queued } from '../test-handoffs';
import {
  decideOnAssistSuggested,
  decideOnFactLearned,
  decideOnPromise,
  decideOnReplyReleased,
  decideOnReplySuperseded,
  decideOnTurnStarted,
} from './decide';

const turn = (seconds: number) => ({ ...x.turn, turnId: `trn_${seconds}`, acceptedAt: iso(seconds) });
const started = (seconds: number) => event(turnStarted, { turn: turn(seconds) }, { personal: exampleTurnPersonal });
const released = (more: object = {}) => event(replyReleased, { messageId: 'msg_r', ...more }, { time: iso(30) });
const personal = { agentId: 'agt_kim', name: 'Kim', text: 'Here I am', clientId: '1' };

it('what the customer says after the brief stands behind it, and waits for an answer', () => {
  const { state } = decideOnTurnStarted(queued, started(30))!;
  expect(conversationPage(state, 'agt_kim').messages.map(({ from, text }) => [from, text])).toEqual([
    ['customer', 'This is the third time I ask!'],
    ['customer', exampleTurnPersonal.messages[0]!.text],
  ]);
  expect(state.openTurns).toEqual([x.turnId, 'trn_30']);
});

it('what the brief holds already is not said again', () => {
  expect(decideOnTurnStarted(queued, started(0))).toBeUndefined();
  expect(decideOnReplyReleased(queued, event(replyReleased, {}, { time: x.at }))).toBeUndefined();
});

it('what channel releases stands in the conversation, once', () => {
  const { state } = decideOnReplyReleased(queued, released({ kind: 'handoffNotice' }))!;
  expect(state.personal?.messages).toMatchObject([{ from: 'automation', kind: 'handoffNotice' }]);
  expect(decideOnReplyReleased(state, released({ kind: 'handoffNotice' }))).toBeUndefined();
});

it("a person's reply moves from sent to said, or is shown as not released", () => {
  const { state, answer } = decideReply(held, personal, at(40));
  const { replyId } = answer as { replyId: string };
  expect(state?.personal?.unreleased).toHaveLength(1);
  const said = decideOnReplyReleased(state, released({ replyId, by: { kind: 'person', agentId: 'agt_kim' } }))!.state;
  expect(said.personal).toMatchObject({ unreleased: [], messages: [{ from: 'person' }] });
  const not = decideOnReplySuperseded(state, event(replySuperseded, { replyId }))!.state;
  expect(not.personal).toMatchObject({ unreleased: [], messages: [{ text: 'Here I am', notReleased: true }] });
  expect(decideOnReplySuperseded(state, event(replySuperseded))).toBeUndefined();
});

it('the latest suggestion is shown with its draft', () => {
  const { state } = decideOnAssistSuggested(held, event(assistSuggested))!;
  expect(conversationPage(state, 'agt_kim').suggestion).toMatchObject({
    nextStep: 'Look up the order',
    draft: expect.any(String),
  });
});

it('facts and promises keep the brief true', () => {
  const learned = decideOnFactLearned(
    held,
    event(factLearned, { fact: 'size' }, { personal: { value: 'M' } }),
    () => 'Size',
  )!.state;
  expect(learned.brief?.facts.at(-1)).toMatchObject({ name: 'size', label: 'Size' });
  expect(conversationPage(learned, 'agt_kim').personal?.facts).toMatchObject({ orderNumber: 'A-1042', size: 'M' });
  const promised = decideOnPromise(held, event(promiseMade))!.state;
  expect(promised.brief?.promises).toMatchObject([{ promiseId: x.promiseId }]);
  expect(decideOnPromise(promised, event(promiseKept))?.state.brief?.promises).toEqual([]);
  expect(decideOnPromise(held, event(promiseKept))).toBeUndefined();
});

it('a person may write only while they hold it', () => {
  expect(conversationPage(held, 'agt_kim').mayWrite).toBe(true);
  expect(conversationPage(held, 'agt_bo').mayWrite).toBe(false);
  expect(conversationPage(queued, 'agt_kim').mayWrite).toBe(false);
});

it('without an open handoff everything is quiet', () => {
  for (const state of [undefined, ended]) {
    expect(decideOnTurnStarted(state, started(90))).toBeUndefined();
    expect(decideOnReplyReleased(state, released())).toBeUndefined();
    expect(decideOnAssistSuggested(state, event(assistSuggested))).toBeUndefined();
    expect(decideOnFactLearned(state, event(factLearned), String)).toBeUndefined();
    expect(decideOnPromise(state, event(promiseMade))).toBeUndefined();
  }
});
