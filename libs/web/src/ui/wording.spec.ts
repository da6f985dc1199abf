import { ago, counted, due, duration, initials, sentence, spaced, waitingTime } from './wording';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

it.each([
  [-5, '0 s'],
  [8_400, '8 s'],
  [2 * minute + 5 * second, '2 min 05 s'],
  [14 * minute + 59 * second, '14 min'],
  [hour + 12 * minute, '1 h 12 min'],
  [2 * hour, '2 h'],
  [76 * hour, '3 d 4 h'],
])('says how long somebody waits: %d ms', (ms, said) => expect(waitingTime(ms)).toBe(said));

it.each([
  [0, '0 ms'],
  [0.42, '0.4 ms'],
  [12.4, '12 ms'],
  [1240, '1.2 s'],
  [48_000, '48 s'],
  [3 * minute + 2 * second, '3 min 02 s'],
])('says how long a step took: %d ms', (ms, said) => expect(duration(ms)).toBe(said));

it('says how long ago something was', () =>
  expect([4_000, 5 * minute, 3 * hour, 50 * hour].map(ago)).toEqual(['now', '5 min', '3 h', '2 d']));

it.each([
  ['Kim', 'K'],
  ['  ada lovelace king ', 'AK'],
  ['Éric Ôtis', 'ÉÔ'],
  ['', '?'],
  [undefined, '?'],
])('takes the initials of %p', (name, said) => expect(initials(name)).toBe(said));

it('reads names of code aloud', () => {
  expect(['lookUpOrder', 'fed_up_and_repeating', 'TurnStarted'].map(spaced)).toEqual([
    'look up order',
    'fed up and repeating',
    'turn started',
  ]);
  expect(sentence('look up')).toBe('Look up');
  expect([counted(1, 'turn'), counted(2, 'turn'), counted(0, 'matter')]).toEqual(['1 turn', '2 turns', '0 matters']);
});

it('says when a promise is due, and that it is overdue', () => {
  const noon = new Date(2026, 2, 2, 12).getTime();
  expect(due(noon + 3 * hour, noon)).toBe('in 3 h');
  expect(due(noon + 20_000, noon)).toBe('in less than a minute');
  expect(due(noon - 12 * minute, noon)).toBe('12 min overdue');
  expect(due(noon + 27 * hour, noon)).toMatch(/^tomorrow, /);
});
