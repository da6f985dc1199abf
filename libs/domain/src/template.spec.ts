import { render, TemplateError, wordingOf } from './index';
import { neutralFormats, type Formats } from './template-filters';

const london: Formats = { language: 'en', locale: 'en-GB', zone: 'Europe/London', currency: 'GBP' };
const order = {
  number: 'A-1042',
  carrier: null,
  expectedOn: '2026-03-04',
  seenAt: '2026-07-01T23:30:00Z',
  total: { minor: 124900, currency: 'GBP' },
  items: [{ name: 'shirt' }, { name: 'belt' }, { name: 'lamp' }],
};
const filled: [string, string][] = [
  ['{{ order.number }} comes', 'A-1042 comes'],
  ['by {{order.expectedOn|date}}', 'by Wednesday 4 March'],
  ['{{ order.seenAt | date }}, {{ order.seenAt | time }}', 'Thursday 2 July, 00:30'],
  ['{{ order.total | money }}', '£1,249.00'],
  ['{{ order.items | list }}', 'shirt, belt and lamp'],
  ['{{ order.items | list "or" | capital }}', 'Shirt, belt or lamp'],
  ['{{ order.items[1].name }}', 'belt'],
  ['{{ order.carrier | or "the carrier" }}', 'the carrier'],
  ['{{ order.missing | or "in 2 days" | date }}', 'in 2 days'],
  ['no names { or } at all', 'no names { or } at all'],
];
it.each(filled)('%s gives %s', (template, expected) => {
  expect(render(template, { order }, london)).toBe(expected);
});

it.each([
  ['{{ order.carrier }}', '"order.carrier" is not known here'],
  ['{{ oder.number }}', '"oder.number" is not known here'],
  ['{{ order.total }}', 'use a filter such as list, money or date'],
  ['{{ order.number', 'one half is missing'],
  ['{{ order.number | shout }}', 'there is no filter "shout"'],
  ['{{ 1 + 1 }}', 'is not a name'],
  ['{{ }}', 'is not a name'],
])('%s is refused: %s', (template, why) => {
  expect(() => render(template, { order })).toThrow(TemplateError);
  expect(() => render(template, { order })).toThrow(why);
});

it('reads nothing of a value as a template, and nothing that is inherited', () => {
  expect(render('{{ name }}', { name: '{{ order.number }}', order })).toBe('{{ order.number }}');
  expect(() => render('{{ constructor.name }}', {})).toThrow('not known');
  expect(() => render('{{ order.__proto__.x }}', { order })).toThrow('not known');
});

it('picks the same variant for the same seed, and all of them over many', () => {
  const text = { en: ['one', 'two', 'three'], de: ['eins'] };
  const said = (seed: string, formats = london) => wordingOf(text, {}, { seed, formats });
  expect(said('trn_1')).toBe(said('trn_1'));
  expect(new Set(Array.from({ length: 50 }, (_, index) => said(`trn_${index}`))).size).toBe(3);
  expect(said('x', { ...neutralFormats, language: 'de' })).toBe('eins');
  expect(['one', 'two', 'three']).toContain(said('x', { ...neutralFormats, language: 'fr' }));
});
