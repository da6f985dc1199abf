import { emotion, type EmotionKind } from '../index';

const has = (text: string): EmotionKind[] => emotion(text).signals.map(({ kind }) => kind);

describe('emotion', () => {
  it.each([
    "this is the third time I'm asking, I'm fed up",
    'I have never been so angry',
    'THIS IS RIDICULOUS!!! WHERE IS MY ORDER',
    'fuck this',
    "I've had enough, worst service ever",
  ])('"%s" is strongly dissatisfied', (text) => expect(emotion(text).dissatisfaction).toBeGreaterThanOrEqual(0.7));

  it.each(['I am not happy with this', 'I am very disappointed', 'why do I have to tell you again?'])(
    '"%s" is dissatisfied',
    (text) => expect(emotion(text).dissatisfaction).toBeGreaterThanOrEqual(0.4),
  );

  it.each([
    'where is my order?',
    "I'm not angry, just curious",
    "thanks, that's great!",
    'no problem at all',
    'my battery died',
    "I've had enough time to read it",
    'I need to return my DHL USB cable',
    'so happy with my new lamp',
  ])('"%s" is not dissatisfied', (text) => expect(emotion(text).dissatisfaction).toBeLessThan(0.2));

  it('weakening and strengthening words count', () => {
    const [little, plain, very] = ['a bit annoyed', 'annoyed', 'very annoyed'].map(
      (text) => emotion(`I am ${text}`).dissatisfaction,
    );
    expect(little).toBeLessThan(plain!);
    expect(very).toBeGreaterThan(plain!);
  });

  it.each([
    ['my husband died last month', 'bereavement'],
    ["I lost my job and can't afford this", 'hardship'],
    ['I will sue you', 'legalThreat'],
    ["someone used my card, I didn't make this payment", 'fraud'],
    ['I want to die', 'selfHarm'],
    ['I will never order from you again', 'leaving'],
    ['I am in a wheelchair', 'vulnerability'],
    ["I don't want to live any more", 'vulnerability'],
    ["I'm worried about my parcel", 'worry'],
  ] as const)('"%s" shows %s', (text, kind) => expect(has(text)).toContain(kind));

  it.each([
    ['my phone died', 'bereavement'],
    ['Sue Miller is my name', 'legalThreat'],
    ['where is the food court', 'legalThreat'],
    ["I'm dying to try it", 'selfHarm'],
    ['it broke', 'hardship'],
  ] as const)('"%s" does not show %s', (text, kind) => expect(has(text)).not.toContain(kind));

  it('points at the words', () => {
    const text = 'Honestly, I am fed up with this';
    const [signal] = emotion(text).signals;
    expect(text.slice(...signal!.span)).toBe('fed up');
  });

  it('hears urgency, and that there is none', () => {
    expect(emotion('I need it by tomorrow, my wedding is on Saturday').urgency).toBeGreaterThanOrEqual(0.7);
    expect(emotion('please help asap').urgency).toBeGreaterThanOrEqual(0.8);
    expect(emotion('it is not urgent').urgency).toBeLessThan(0.1);
    expect(emotion('where is my order').urgency).toBe(0);
  });

  it('stays within 0 and 1 whatever is typed', () => {
    for (const text of [
      '',
      '\ud800',
      '😡'.repeat(5000),
      'furious '.repeat(1250),
      'A'.repeat(10_000),
      '!'.repeat(10_000),
    ]) {
      const { dissatisfaction, urgency } = emotion(text);
      for (const each of [dissatisfaction, urgency]) expect(each >= 0 && each <= 1).toBe(true);
    }
  });
});
