import { factLearned, type Provenance } from '@attune/contracts';
import { fact } from '@attune/messaging';
import { maxFactBytes, maxFacts } from '../limits';
import { openOf, withConversation, withFacts, withWords, wordsOf, type Step } from '../step';

export interface Learned {
  name: string;
  value: unknown;
  provenance: Provenance;
  /** Whoever said it meant to put something right. */
  corrects: boolean;
}

/** Notes a fact of a conversation. What is known already is nothing new; a different value takes the place of the old one. */
export function learn(step: Step, conversationId: string, { name, value, provenance, corrects }: Learned): Step {
  const conversation = openOf(step.state, conversationId);
  const text = JSON.stringify(value);
  if (!conversation || text === undefined || Buffer.byteLength(text) > maxFactBytes) return step;
  const { customerId } = step.state;
  const id = conversation.conversationId;
  const words = wordsOf(step.state, id);
  const known = name in words.facts;
  if (known && JSON.stringify(words.facts[name]) === text) return step;
  const facts = [...conversation.facts.filter((one) => one.name !== name), { name, provenance }].slice(-maxFacts);
  const kept = new Set(facts.map((one) => one.name));
  const values = Object.entries({ ...words.facts, [name]: value }).filter(([one]) => kept.has(one));
  return withFacts(
    withWords(withConversation(step, { ...conversation, facts }), id, { facts: Object.fromEntries(values) }),
    fact(
      factLearned,
      { conversationId: id, customerId, fact: name, provenance, corrects: known && corrects },
      { personal: { value } },
    ),
  );
}
