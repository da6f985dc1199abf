import { findEntities, type EntityPattern } from '../index';

const kinds = ['date', 'money', 'email', 'phone', 'number', 'orderNumber'] as const;
const patterns: EntityPattern[] = [
  ...kinds.map((kind) => ({ name: kind, kind })),
  {
    name: 'product',
    kind: 'list',
    values: [
      { value: 'lamp', synonyms: ['desk lamp'] },
      { value: 'sweater', synonyms: ['jumper'] },
    ],
  },
  { name: 'sku', kind: 'pattern', pattern: '\\bSKU-(\\d+)\\b' },
];
// Wednesday evening in London, already Thursday the 6th in Berlin.
const context = { now: Date.parse('2025-03-05T23:30:00Z'), zone: 'Europe/Berlin', currency: 'EUR' };

const found = (text: string): [string, unknown][] =>
  findEntities(text, patterns, context).map(({ name, value }) => [name, value]);

describe('dates', () => {
  it.each([
    ['today', '2025-03-06'],
    ['tomorrow', '2025-03-07'],
    ['yesterday', '2025-03-05'],
    ['the day before yesterday', '2025-03-04'],
    ['in 3 days', '2025-03-09'],
    ['two weeks ago', '2025-02-20'],
    ['a couple of days ago', '2025-03-04'],
    ['a month ago', '2025-02-06'],
    ['by friday', '2025-03-07'],
    ['next monday', '2025-03-10'],
    ['I ordered it on Friday', '2025-02-28'],
    ['on 5 March', '2025-03-05'],
    ['March 7th, 2024', '2024-03-07'],
    ['03/04/2025', '2025-04-03'],
    ['31.12.2024', '2024-12-31'],
    ['2025-02-28', '2025-02-28'],
    ['I bought it on the 3rd', '2025-03-03'],
  ])('"%s" is %s', (text, day) => expect(found(text)).toContainEqual(['date', day]));

  it('weeks and months are from … to', () =>
    expect(found('last week')).toEqual([['date', { from: '2025-02-24', to: '2025-03-02' }]]));

  it('days that are not in the calendar are none', () =>
    expect(found('2025-02-30').filter(([name]) => name === 'date')).toEqual([]));

  it('the month goes first where it usually does', () => {
    const [date] = findEntities('03/04/2025', patterns, { ...context, zone: 'America/New_York' });
    expect(date?.value).toBe('2025-03-04');
  });

  it('a zone that does not exist counts as UTC', () => {
    const [date] = findEntities('today', patterns, { ...context, zone: 'Mars/Base' });
    expect(date?.value).toBe('2025-03-05');
  });
});

describe('entities', () => {
  it.each([
    ['I paid 19.99 €', [['money', { amount: 19.99, currency: 'EUR' }]]],
    ['$1,234.50', [['money', { amount: 1234.5, currency: 'USD' }]]],
    ['1.234,50 EUR', [['money', { amount: 1234.5, currency: 'EUR' }]]],
    ['Anna.B@Example.com', [['email', 'anna.b@example.com']]],
    ['+49 151 2345678', [['phone', '+491512345678']]],
    ['where is order 1042?', [['orderNumber', '1042']]],
    ['my order a-1042', [['orderNumber', 'A-1042']]],
    ['order number is #1043', [['orderNumber', '1043']]],
    ['my phone number is 5551234567', [['phone', '5551234567']]],
    [
      'two jumpers',
      [
        ['number', 2],
        ['product', 'sweater'],
      ],
    ],
    ['my sweaterr', [['product', 'sweater']]],
    ['SKU-123', [['sku', '123']]],
    ['size 42', [['number', 42]]],
    ['3000ml of water, 20th floor', []],
  ])('"%s"', (text, expected) => expect(found(text)).toEqual(expected));

  it('have their place and their words', () => {
    const text = 'please cancel order A-1042 today';
    const entities = findEntities(text, patterns, context);
    expect(entities.map(({ text: said, span }) => [said, text.slice(...span)])).toEqual([
      ['A-1042', 'A-1042'],
      ['today', 'today'],
    ]);
  });

  it('the longest name of a list wins', () => {
    const [lamp] = findEntities('a desk lamp', patterns, context);
    expect(lamp).toMatchObject({ name: 'product', value: 'lamp', text: 'desk lamp' });
  });

  it('a pattern of the pack takes the place of the built-in order numbers', () => {
    const own: EntityPattern[] = [{ name: 'order', kind: 'orderNumber', pattern: 'ab\\d{3}' }];
    expect(findEntities('order 1042 or ab123', own, context).map(({ value }) => value)).toEqual(['AB123']);
  });

  it('survive whatever is typed', () => {
    for (const unit of ['1 ', '+1 ', '4242 ', 'a@', '5 may ', 'order ', '\ud800', '\u0000', '😀', 'İ']) {
      findEntities(unit.repeat(10_000 / unit.length), patterns, context);
    }
    expect(findEntities('', patterns, context)).toEqual([]);
  });
});
