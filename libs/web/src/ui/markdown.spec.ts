import { inline, parseMarkdown } from './markdown';

it('reads headings, paragraphs and lists', () => {
  const blocks = parseMarkdown('# Returns\nWithin **30 days**.\n\n- one\n- two\n  goes on\n\n1. first');
  expect(blocks).toEqual([
    { kind: 'heading', level: 1, text: [{ kind: 'text', text: 'Returns' }] },
    {
      kind: 'paragraph',
      text: [
        { kind: 'text', text: 'Within ' },
        { kind: 'strong', text: '30 days' },
        { kind: 'text', text: '.' },
      ],
    },
    {
      kind: 'list',
      ordered: false,
      items: [[{ kind: 'text', text: 'one' }], [{ kind: 'text', text: 'two goes on' }]],
    },
    { kind: 'list', ordered: true, items: [[{ kind: 'text', text: 'first' }]] },
  ]);
});

it('reads a table', () =>
  expect(parseMarkdown('| a | b |\n| --- | --- |\n| 1 | 2 |')).toEqual([
    {
      kind: 'table',
      head: [[{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b' }]],
      rows: [[[{ kind: 'text', text: '1' }], [{ kind: 'text', text: '2' }]]],
    },
  ]));

it('takes links to the web only, and leaves markup as text', () => {
  expect(inline('[shop](https://example.com/a) <b>x</b>')).toEqual([
    { kind: 'link', text: 'shop', href: 'https://example.com/a' },
    { kind: 'text', text: ' <b>x</b>' },
  ]);
  expect(inline('[x](javascript:alert(1))')).toEqual([{ kind: 'text', text: '[x](javascript:alert(1))' }]);
});
