/** What the customers of benches ask: answered from the example shop's articles. */
export const texts = [
  'How long do I have to return a jacket?',
  'Do you ship to Austria?',
  'How can I pay?',
  'What does the warranty cover?',
  'How long does a refund take?',
];
