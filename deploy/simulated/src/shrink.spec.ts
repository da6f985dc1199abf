import { faultKinds } from '@attune/testing';
import { shrink, type Plot } from './shrink';

const long: Plot = { seed: 7, conversations: 40, faults: faultKinds };

describe('a story that goes wrong', () => {
  it('is told with as few conversations and faults as it needs', async () => {
    const needs = ({ conversations, faults }: Plot) =>
      Promise.resolve(conversations >= 3 && faults.includes('zombie') && faults.includes('lostAnswer'));
    const { conversations, faults } = await shrink(long, needs, 200);
    expect([conversations, [...faults].sort()]).toEqual([3, ['lostAnswer', 'zombie']]);
  });

  it('is told under another seed where a shorter one goes wrong only there', async () => {
    const onlyUnder9 = ({ seed, conversations }: Plot) => Promise.resolve(conversations === 40 || seed === 9);
    expect(await shrink(long, onlyUnder9, 200)).toEqual({ seed: 9, conversations: 1, faults: [] });
  });

  it('stays as it is where nothing shorter goes wrong, and when it has tried often enough', async () => {
    let tries = 0;
    const never = () => Promise.resolve((tries++, false));
    expect(await shrink(long, never, 5)).toEqual(long);
    expect(tries).toBe(5);
  });
});
