import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptOf } from './script';

const data = join(__dirname, '../../../../../shared/data');
const withData = existsSync(data) ? it : it.skip;

describe('a file of what customers say', () => {
  it('in JSONL with conversations: one customer each, in the order in which they begin', () => {
    const text =
      '{"conversation":"b","text":"one"}\n{"conversation":"a","text":"x"}\n\n{"conversation":"b","text":"two"}\n';
    expect(scriptOf('said.jsonl', text, {}).conversations).toEqual([
      { name: 'b', messages: ['one', 'two'] },
      { name: 'a', messages: ['x'] },
    ]);
  });

  it('in JSONL without: one customer a line', () => {
    expect(scriptOf('said.jsonl', '{"text":"one"}\n{"text":"two"}', {}).conversations).toHaveLength(2);
  });

  it('in CSV, with quotation marks, commas and line breaks inside', () => {
    const { conversations } = scriptOf(
      'q.csv',
      'text,category\n"Where, exactly,\nis it? ""Now""",card\nplain,card\n',
      {},
    );
    expect(conversations.map(({ messages }) => messages)).toEqual([['Where, exactly,\nis it? "Now"'], ['plain']]);
  });

  it.each([
    ['conversationId\tutterance\n1\thi\n1\tI said "hi\n2\t\n2\tbye\n', 'a tab-separated corpus'],
    ['convo_id,question\n1,hi\n1,"I said ""hi"\n2,\n2,bye\n', 'a CSV with other names'],
  ])('%j (%s) is played by conversation, without empty rows', (text) => {
    const script = scriptOf(text.includes('\t') ? 'c.tsv' : 'c.csv', text, {});
    expect(script).toEqual({
      conversations: [
        { name: '1', messages: ['hi', 'I said "hi'] },
        { name: '2', messages: ['bye'] },
      ],
      skipped: 1,
    });
  });

  it('may be played a question at a time, and only its beginning', () => {
    const text = 'conversation,text\n1,a\n1,b\n2,c\n';
    expect(
      scriptOf('c.csv', text, { per: 'question', limit: 2 }).conversations.map(({ messages }) => messages),
    ).toEqual([['a'], ['b']]);
    expect(scriptOf('c.csv', text, { limit: 1 }).conversations).toEqual([{ name: '1', messages: ['a', 'b'] }]);
  });

  it.each([
    ['a,b\n1,2\n', 'c.csv', {}, /c.csv has no column any of text, question, .*; it has a, b/],
    ['text\nhi\n', 'c.csv', { per: 'conversation' as const }, /--conversation-column/],
    ['text\nhi\n', 'c.csv', { textColumn: 'said' }, /no column said/],
    ['{"text":1}\n', 'c.jsonl', {}, /c.jsonl:1: "text" must be a text, not 1/],
    ['{"text":"a"}\nnonsense\n', 'c.jsonl', {}, /c.jsonl:2 is not a JSON object/],
    ['text,b\nhi,"there\n', 'c.csv', {}, /c.csv:2 is not CSV/],
    ['text,b\n', 'c.csv', {}, /holds no rows/],
  ])('%j is refused in words', (text, file, options, message) => {
    expect(() => scriptOf(file, text, options)).toThrow(message);
  });

  withData('may be Banking77 or MultiDoGO, as they are', () => {
    const read = (name: string) => scriptOf(name, readFileSync(join(data, name), 'utf8'), {});
    expect(read('banking77/train.csv').conversations).toHaveLength(10_003);
    const { conversations, skipped } = read('multidogo/finance-train.tsv');
    expect(conversations.length).toBeGreaterThan(1_600);
    expect(conversations.reduce((sum, { messages }) => sum + messages.length, 0) + skipped).toBe(15_213);
    expect(conversations[0]?.messages.slice(0, 3)).toEqual(['hi', 'stphon', 'edson']);
  });
});
