import { clausesOf } from './clauses';
import { featuresOf } from './features';
import { tokenise } from './tokens';

const words = (text: string): string[] => tokenise(text).map(({ word }) => word);

describe('words of a text', () => {
  it('takes contractions apart, with and without the apostrophe', () => {
    expect(words("I haven't")).toEqual(['i', 'have', 'not']);
    expect(words('havent')).toEqual(['have', 'not']);
    expect(words('I can’t')).toEqual(['i', 'can', 'not']);
    expect(words("it's what I'm after")).toEqual(['it', 'is', 'what', 'i', 'am', 'after']);
  });

  it('keeps of numbers how long they are', () => {
    expect(words('order 1042 and 7')).toEqual(['order', '000', 'and', '0']);
  });

  it('knows where each word stands, also in the end of a long text', () => {
    const text = `${'where '.repeat(400)}refund`;
    const last = tokenise(text).at(-1)!;
    expect(text.slice(last.start, last.end)).toBe('refund');
  });

  it('does not mistake words for properties of objects', () => {
    expect(words('constructor toString __proto__')).toEqual(['constructor', 'tostring', 'proto']);
    expect(featuresOf(tokenise('constructor')).length).toBeGreaterThan(0);
  });
});

describe('clauses of a text', () => {
  it('are cut at the ends of sentences and where another matter begins', () => {
    expect(clausesOf('where is my order and how long do returns take?')).toHaveLength(2);
    expect(clausesOf('I was charged twice. Please change my address.')).toHaveLength(2);
    expect(clausesOf('my lamp is broken and also I forgot my password')).toHaveLength(2);
  });

  it('are none where a text has one matter', () => {
    expect(clausesOf('I want to return shoes and socks')).toEqual([]);
    expect(clausesOf('Hi! Where is my order?')).toEqual([]);
  });
});
