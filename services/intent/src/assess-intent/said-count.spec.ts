import { saidCount } from './said-count';

it.each([
  ['This is the third time I ask!', 3],
  ['for the 4th time, where is it', 4],
  ["I've asked twice already", 3],
  ['I have written to you three times about this', 4],
  ['second time now', 2],
  ['I have time on Tuesday', undefined],
  ['three lamps, twice the price', undefined],
])('%s', (text, count) => {
  expect(saidCount(text)).toBe(count);
});
