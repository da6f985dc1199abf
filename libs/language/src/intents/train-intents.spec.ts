import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadIntentModel, saveIntentModel, trainIntents, type IntentModel, type LabelledText } from '../index';

interface Shop {
  examples: Record<string, string[]>;
  inScope: [text: string, intent: string][];
  outOfScope: string[];
  several: [text: string, intents: string[]][];
}

const shop = JSON.parse(readFileSync(join(__dirname, '../../bench/shop.json'), 'utf8')) as Shop;
const examples: LabelledText[] = Object.entries(shop.examples).flatMap(([intent, texts]) =>
  texts.map((text) => ({ text, intent })),
);

describe('intents, trained from fifteen examples each', () => {
  let model: IntentModel;
  beforeAll(() => {
    model = trainIntents(examples);
  });

  test.each(shop.inScope)('"%s" is %s', (text, intent) => {
    const { candidates, noneOfThese, several } = model.assess(text);
    expect(candidates[0]?.intent).toBe(intent);
    expect(candidates[0]?.probability).toBeGreaterThanOrEqual(0.6);
    expect(noneOfThese).toBeLessThan(0.3);
    expect(several).toEqual([intent]);
  });

  it('tells most of what is about something else, and never is sure of an intent there', () => {
    const scores = shop.outOfScope.map((text) => model.assess(text));
    const told = scores.filter(({ noneOfThese }) => noneOfThese >= 0.5);
    expect(told.length / scores.length).toBeGreaterThanOrEqual(0.85);
    expect(told.every(({ several }) => several.length === 0)).toBe(true);
    for (const { candidates } of scores) expect(candidates[0]?.probability ?? 0).toBeLessThan(0.8);
  });

  test.each(shop.several)('"%s" says %j', (text, intents) => {
    const { several, parts } = model.assess(text);
    expect([...several].sort()).toEqual([...intents].sort());
    expect(parts.map(({ intent }) => intent)).toEqual(several);
  });

  it('tells which part of a message says which intent', () => {
    const text = 'I was charged twice. Also, please change my delivery address.';
    const said = model.assess(text).parts.map(({ intent, start, end }) => [intent, text.slice(start, end)]);
    expect(Object.fromEntries(said)).toEqual({
      payment_problem: 'I was charged twice',
      change_address: 'Also, please change my delivery address.',
    });
    const [only] = model.assess('where is my order').parts;
    expect(only).toEqual({ intent: 'order_status', start: 0, end: 17 });
  });

  it('gives at most five candidates, likeliest first, with probabilities between 0 and 1', () => {
    const { candidates } = model.assess('where is my order');
    expect(candidates).toHaveLength(5);
    const probabilities = candidates.map(({ probability }) => probability);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
    expect(probabilities.every((each) => each >= 0 && each <= 1)).toBe(true);
  });

  it('names the words that spoke for an intent', () => {
    const { evidence } = model.assess('I forgot my password again');
    expect(evidence[0]).toMatchObject({ intent: 'account_access' });
    expect(evidence[0]?.terms).toContain('password');
  });

  it('judges a saved and loaded model like the one that was saved', () => {
    const loaded = loadIntentModel(saveIntentModel(model));
    expect(loaded.version).toBe(model.version);
    for (const text of [...shop.outOfScope, ...shop.inScope.map(([each]) => each)]) {
      expect(loaded.assess(text)).toEqual(model.assess(text));
    }
  });

  it('refuses to load what is no saved model', () => {
    expect(() => loadIntentModel('{}')).toThrow('Not a saved intent model');
    expect(() => loadIntentModel('null')).toThrow('Not a saved intent model');
    expect(() => loadIntentModel('no json')).toThrow();
  });

  it('survives whatever is typed', () => {
    const bad = ['', ' ', '😀😀', '\u0000\u0007', '\ud800', 'a'.repeat(10_000), 'order '.repeat(2000), '\u202e\u200b'];
    for (const text of bad) expect(model.assess(text).noneOfThese).toBeGreaterThanOrEqual(0);
    expect(model.assess('😀')).toEqual({ candidates: [], noneOfThese: 1, several: [], parts: [], evidence: [] });
  });

  it('assesses in far less than a millisecond', () => {
    const texts = shop.inScope.map(([text]) => text);
    const round = (): number => {
      const before = process.cpuUsage().user;
      for (let i = 0; i < 20; i++) texts.forEach((text) => model.assess(text));
      return (process.cpuUsage().user - before) / 1000 / (20 * texts.length);
    };
    expect(Math.min(round(), round(), round(), round())).toBeLessThan(0.6);
  });
});

describe('training', () => {
  it('gives the same model for the same examples in any order', () => {
    const some = examples.slice(0, 45);
    const [one, other] = [trainIntents(some), trainIntents([...some].reverse())];
    expect(other.version).toBe(one.version);
    expect(saveIntentModel(other)).toBe(saveIntentModel(one));
  });

  it('gives another version for other examples and another seed', () => {
    const some = examples.slice(0, 30);
    const versions = [trainIntents(some), trainIntents(some.slice(1)), trainIntents(some, { seed: 2 })];
    expect(new Set(versions.map(({ version }) => version)).size).toBe(3);
  });

  it('tells its progress up to the end', () => {
    const seen: [number, number][] = [];
    trainIntents(examples.slice(0, 60), { onProgress: (done, of) => seen.push([done, of]) });
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.at(-1)?.[0]).toBe(seen.at(-1)?.[1]);
    expect(seen.map(([done]) => done)).toEqual(seen.map((_, i) => i + 1));
  });

  it('copes with no examples, one intent, and one example an intent', () => {
    expect(trainIntents([]).assess('hello').noneOfThese).toBe(1);
    const alone = trainIntents(shop.examples['order_status']!.map((text) => ({ text, intent: 'order_status' })));
    expect(alone.assess('where is my order').several).toEqual(['order_status']);
    expect(alone.assess('tell me a joke about cats').noneOfThese).toBeGreaterThan(0.5);
    const few = trainIntents(Object.entries(shop.examples).map(([intent, [text]]) => ({ text: text!, intent })));
    expect(few.assess('where is my order').candidates[0]?.intent).toBe('order_status');
  });

  it('learns from texts with the intent "" what is none of them', () => {
    const about = ['tell me about your company', 'who founded your company', 'is your company listed'];
    const before = trainIntents(examples).assess('when was your company founded').noneOfThese;
    const after = trainIntents([...examples, ...about.map((text) => ({ text, intent: '' }))]);
    expect(after.assess('when was your company founded').noneOfThese).toBeGreaterThan(before);
  });

  it('learns from a text under several intents that they go together', () => {
    const topics = ['card', 'account', 'loan'];
    const wishes = ['open', 'close', 'change'];
    const frames = ['I want to W my T', 'please W the T', 'can you W my T', 'W T', 'how do I W a T', 'help me W my T'];
    const both = topics.flatMap((topic) =>
      wishes.flatMap((wish) =>
        frames.flatMap((frame) => {
          const text = frame.replace('W', wish).replace('T', topic);
          return [topic, wish].map((intent) => ({ text, intent }));
        }),
      ),
    );
    const { several } = trainIntents(both).assess('could you please close my card');
    expect([...several].sort()).toEqual(['card', 'close']);
  });
});
