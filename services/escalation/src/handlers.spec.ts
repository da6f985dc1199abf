import { turnOverdue } from '@attune/contracts';
import { overdueHandoffsOfLastMinute } from './environment';
import { escalationHandlers } from './handlers';
import { at, event, factsOf, testPack, turn } from './test-pack';

const handlersOf = (overdueHandoffsPerMinute: number) =>
  escalationHandlers({ pack: testPack({ overdueHandoffsPerMinute }), overdueHandoffs: overdueHandoffsOfLastMinute() });

it('has one constant id a handler', () => {
  const ids = Object.values(handlersOf(1)).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toMatchSnapshot();
});

it('asks for so many people a minute because of lateness, and for more a minute later', () => {
  const { askForPersonOnTurnOverdue } = handlersOf(2);
  const ask = (seconds: number) =>
    factsOf(askForPersonOnTurnOverdue.decide(undefined, event(turnOverdue, { turn: turn(1) }), at(seconds))).length;
  expect([ask(0), ask(1), ask(2), ask(30), ask(61)]).toEqual([2, 2, 0, 0, 2]);
});
