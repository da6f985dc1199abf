import { SeededChance } from '@attune/testing';
import { faultKinds } from './checker/history';
import { schedule } from './schedule';

const options = { ms: 600_000, kinds: faultKinds, processes: 12, doubled: [0, 1] };
const plan = (seed: number) => schedule(new SeededChance(seed), options);

it('is the same for the same seed, and another for another', () => {
  expect(plan(1)).toEqual(plan(1));
  expect(plan(1)).not.toEqual(plan(2));
});

it('begins with one of each kind, one after another', () => {
  const planned = plan(3);
  expect(new Set(planned.slice(0, faultKinds.length).map(({ kind }) => kind)).size).toBe(faultKinds.length);
  planned.slice(1).forEach(({ at }, n) => expect(at).toBeGreaterThan(planned[n]!.at + planned[n]!.lastsMs));
  expect(planned.at(-1)!.at).toBeLessThan(options.ms);
});

it('kills every process before it kills one again', () => {
  const killed = schedule(new SeededChance(4), { ...options, kinds: ['kill'] }).map(({ target }) => target);
  expect(new Set(killed.slice(0, 12)).size).toBe(12);
});

it('restarts in good order only what has a second beside it', () => {
  const restarted = schedule(new SeededChance(5), { ...options, kinds: ['restart'] });
  expect(new Set(restarted.map(({ target }) => target))).toEqual(new Set([0, 1]));
});

it('does nothing where nothing is wanted', () => {
  expect(schedule(new SeededChance(6), { ...options, kinds: [] })).toEqual([]);
});

it('stops no process in order where each stands alone', () => {
  const plan = schedule(new SeededChance(1), { ...options, doubled: [] });
  expect(plan.length).toBeGreaterThan(0);
  expect(plan.map(({ kind }) => kind)).not.toContain('restart');
});
