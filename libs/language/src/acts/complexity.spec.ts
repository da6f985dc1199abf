import { complexity } from '../index';

const simple = { text: 'where is my order', intents: 1, noneOfThese: 0.05, repeats: 0, entities: 0 };

describe('complexity', () => {
  it('is nothing for a plain question', () => expect(complexity(simple)).toEqual({ score: 0, reasons: [] }));

  it.each([
    ['severalMatters', { intents: 3 }],
    ['long', { text: 'and then '.repeat(60) }],
    ['conditions', { text: 'send it only if it arrives by friday, otherwise cancel' }],
    ['exception', { text: 'I missed the deadline, could you make an exception' }],
    ['uncertain', { noneOfThese: 0.7 }],
    ['earlierFailure', { repeats: 2 }],
    ['negotiation', { text: 'I want a discount for the inconvenience' }],
    ['dispute', { text: 'you promised a refund, that is not true' }],
  ] as const)('has the reason %s', (reason, change) => {
    const { score, reasons } = complexity({ ...simple, ...change });
    expect(reasons).toContain(reason);
    expect(score).toBeGreaterThan(0.1);
  });

  it('grows with each reason and never beyond 1, the weightiest reason first', () => {
    const text = 'I missed the deadline, make an exception. If not, I want a discount. You promised a refund.';
    const { score, reasons } = complexity({ text, intents: 4, noneOfThese: 0.9, repeats: 5, entities: 9 });
    expect(score).toBeGreaterThan(0.9);
    expect(score).toBeLessThanOrEqual(1);
    expect(reasons[0]).toMatch(/severalMatters|earlierFailure/);
  });

  it('survives whatever is typed', () => {
    for (const text of ['', '\ud800', 'if '.repeat(3400)])
      expect(complexity({ ...simple, text }).score).toBeLessThanOrEqual(1);
  });
});
