import { faultKinds } from '@attune/testing';
import { commandOf, given } from './given';

describe('the command line of the simulator', () => {
  it('has a sensible default for everything', () => {
    expect(given([])).toMatchObject({ seed: 1, seeds: 20, conversations: 8, faults: faultKinds, cast: 'all' });
  });

  it.each([
    [['--faults', 'zombie,thunder'], 'there is no "thunder"'],
    [['--seeds', '0'], '--seeds is a whole number from 1, not 0'],
    [['--cast', 'large'], '--cast is all or small, not large'],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => given(args)).toThrow(message);
  });

  it.each([[faultKinds], [[]], [['crash', 'zombie'] as const]])('says how a story is played again (%j)', (faults) => {
    const play = { cast: 'small' as const, seed: 7, conversations: 2, faults: [...faults] };
    const [, args = ''] = commandOf(play).split(' -- ');
    expect(given(args.split(' '))).toMatchObject({ ...play, seeds: 1 });
  });
});
