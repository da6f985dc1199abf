import { compileCondition } from './conditions';
import { canDiffer, possibleValues } from './possible';
import { boundaryVocabulary } from './vocabulary';

const possible = (source: string) => possibleValues(compileCondition(source), boundaryVocabulary);

it.each([
  ['emotion.dissatisfaction >= 0.85'],
  ['context.repeats >= 3 && context.openPromises == 0'],
  ['"asksForPerson" in acts || "complains" in acts'],
  ['intent.id == "order_status" && intent.probability < 0.5'],
  ['time.hour >= 22 && !time.open'],
  ['context.holderBefore == "queue" && context.waitingMs > 60000'],
])('%s can be so, and need not', (source) => expect(possible(source)).toEqual({ canBeTrue: true, canBeFalse: true }));

it.each([
  ['emotion.dissatisfaction > 1'],
  ['context.repeats > 3 && context.repeats < 2'],
  ['intent.id == "a" && intent.id == "b"'],
  ['time.hour == 25'],
  ['context.repeats < 0'],
])('%s can never be so', (source) => expect(possible(source).canBeTrue).toBe(false));

it('says nothing where samples prove nothing', () => {
  expect(possible('emotion.signals.exists(one, one.startsWith("f"))').canBeTrue).toBe('unknown');
  expect(possible('acts.size() > 3').canBeTrue).toBe('unknown');
});

it('knows whether a condition is weaker than another', () => {
  const strong = compileCondition('context.repeats >= 3');
  expect(canDiffer(compileCondition('context.repeats == 2'), strong, boundaryVocabulary)).toBe(true);
  expect(canDiffer(compileCondition('context.repeats >= 4'), strong, boundaryVocabulary)).toBe(false);
});
