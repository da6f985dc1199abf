import { type BoundaryScope, compileCondition, ConditionError } from './index';

const scope: BoundaryScope = {
  intent: { id: 'order_status', probability: 0.9, noneOfThese: 0.02 },
  intents: ['order_status'],
  acts: ['asks', 'complains'],
  emotion: { dissatisfaction: 0.8, urgency: 0.4, signals: ['frustration'] },
  complexity: { score: 0.3, reasons: [] },
  context: {
    turns: 4,
    repeats: 2,
    failures: 0,
    transfers: 1,
    openPromises: 0,
    channel: 'chat',
    verified: false,
    waitingMs: 0,
    holderBefore: 'automation',
    minutesSinceContact: 3,
  },
  overdue: false,
  exhausted: false,
  inDoubt: false,
  deliveryFailed: false,
  promiseDue: false,
  deadLetter: false,
  time: { hour: 14, weekday: 'monday', open: true },
};

const spoken: [string, boolean][] = [
  ['emotion.dissatisfaction > 0.7 && context.repeats >= 2', true],
  ['context.repeats == 2 && context.turns != 5', true],
  ['context.turns - context.repeats >= 3', false],
  ['context.repeats * 0.5 < 2', true],
  ['"complains" in acts && !("thanks" in acts)', true],
  ['emotion.signals.exists(signal, signal == "legal")', false],
  ['size(intents) > 1 || intent.id in ["order_status", "refund_status"]', true],
  ['overdue || exhausted', false],
  ['!time.open || time.weekday == "sunday"', false],
  ['context.holderBefore == "automation" ? context.failures == 0 : false', true],
];
it.each(spoken)('%s is %s', (source, expected) => {
  expect(compileCondition(source).evaluate(scope)).toBe(expected);
});

it('says what is wrong and where, with a suggestion', () => {
  const wrong = (source: string) => {
    try {
      compileCondition(source);
    } catch (error) {
      if (error instanceof ConditionError) return [error.message, error.at, error.suggestion];
    }
    return undefined;
  };
  expect(wrong('emotion.disatisfaction > 1')).toEqual([
    'there is no "disatisfaction" in there',
    8,
    'did you mean "dissatisfaction"?',
  ]);
  expect(wrong('true && overdu')).toEqual(['nothing is called "overdu" here', 8, 'did you mean "overdue"?']);
  expect(wrong('context.turns >')?.[0]).toContain('not a CEL expression');
  expect(wrong('intent.id')?.[0]).toBe('this condition is a string, not true or false');
});

it('never throws when it is evaluated, whatever the scope holds', () => {
  expect(compileCondition('context.turns / 0.0 > 1.0').evaluate(scope)).toBe(true);
  expect(compileCondition('overdue').evaluate({})).toEqual({ error: expect.any(String) });
  expect(compileCondition('item.price > 1', { item: 'dyn' }).evaluate({ item: {} })).toEqual({
    error: expect.stringContaining('price'),
  });
});

it('evaluates a rule in microseconds', () => {
  const condition = compileCondition('emotion.dissatisfaction > 0.7 && context.repeats >= 2 && "complains" in acts');
  const began = performance.now();
  for (let count = 0; count < 20_000; count++) condition.evaluate(scope);
  // 1 µs on a quiet machine; the bound only catches compiling every time.
  expect((performance.now() - began) / 20_000).toBeLessThan(0.05);
});
