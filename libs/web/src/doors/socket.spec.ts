import { backoffMs } from './socket';

it('waits longer with each attempt, within bounds', () => {
  expect([0, 1, 2, 3].map((attempt) => backoffMs(attempt, 1))).toEqual([400, 800, 1600, 3200]);
  expect(backoffMs(40, 1)).toBe(15_000);
  expect(backoffMs(40, 0)).toBe(7_500);
});
