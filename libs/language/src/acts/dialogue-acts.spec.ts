import { dialogueActs, type DialogueAct, type DialogueContext } from '../index';

const order: DialogueContext = { asked: [{ fact: 'orderNumber', mode: 'open' }] };
const confirm: DialogueContext = { asked: [{ fact: 'order', mode: 'confirm' }] };

function does(text: string, act: DialogueAct, context?: DialogueContext): number {
  return dialogueActs(text, context).find((each) => each.act === act)?.probability ?? 0;
}

describe('dialogue acts', () => {
  it.each([
    'can I talk to a human',
    'let me speak to an agent please',
    'can I speak to someone real',
    'agent!',
    'get me your manager',
    'I want a real person',
    "I don't want to talk to a bot",
    'please transfer me',
    'is there anyone I can talk to?',
  ])('"%s" asks for a person', (text) => expect(does(text, 'asksForPerson')).toBeGreaterThanOrEqual(0.8));

  it.each([
    'a person stole my parcel',
    'the agent told me it would arrive today',
    'I want to talk to the person who sold me this',
    'can you send an agent to pick up the parcel',
    'my friend needs someone to talk to her',
    'I want to return a human size doll',
    'is this sold per person?',
    'the delivery person was rude',
  ])('"%s" does not ask for a person', (text) => expect(does(text, 'asksForPerson')).toBeLessThan(0.5));

  it.each([
    ['yes', 'confirms'],
    ["yep that's right", 'confirms'],
    ['sure', 'confirms'],
    ['ok', 'confirms'],
    ['nope', 'denies'],
    ["that's not right", 'denies'],
    ['no thanks', 'denies'],
  ] as const)('"%s" %s what was asked', (text, act) => {
    expect(does(text, act, confirm)).toBeGreaterThanOrEqual(0.7);
    const opposite = act === 'confirms' ? 'denies' : 'confirms';
    expect(does(text, opposite, confirm)).toBeLessThan(0.5);
  });

  it('"not sure" neither confirms nor denies', () => {
    expect(does('not sure', 'confirms', confirm)).toBe(0);
    expect(does('not sure', 'denies', confirm)).toBe(0);
  });

  it('a short reply is an answer only where something was asked', () => {
    for (const text of ['A-1042', 'the second one', "it's anna@example.com", 'my name is Anna']) {
      expect(does(text, 'answers', order)).toBeGreaterThanOrEqual(0.7);
      expect(does(text, 'answers')).toBe(0);
    }
    expect(does('why do you need that?', 'answers', order)).toBeLessThan(0.5);
    expect(does('thank you', 'answers', order)).toBe(0);
  });

  it.each(['no, the other order', 'I meant 1043', "no it's 1043", '*1043', 'not the lamp but the chair', 'no, 1043'])(
    '"%s" corrects',
    (text) => expect(does(text, 'corrects', confirm)).toBeGreaterThanOrEqual(0.75),
  );

  it.each(['stop', 'cancel that', 'never mind', 'forget it', 'no, stop'])('"%s" stops', (text) =>
    expect(does(text, 'stops')).toBeGreaterThanOrEqual(0.8),
  );

  it.each(['cancel my order', 'stop sending me emails', "don't cancel that order"])('"%s" does not stop', (text) =>
    expect(does(text, 'stops')).toBeLessThan(0.5),
  );

  it.each([
    "this is the third time I'm asking, I'm fed up",
    'I already told you my order number',
    'as I said, it is broken',
  ])('"%s" repeats', (text) => expect(does(text, 'repeats')).toBeGreaterThanOrEqual(0.9));

  it('the same words as before are a repetition', () => {
    expect(does('where is my order', 'repeats', { recent: ['hi', 'Where is my order?'] })).toBeGreaterThanOrEqual(0.8);
    expect(does('where is my refund', 'repeats', { recent: ['I forgot my password'] })).toBe(0);
  });

  it('a message can do several things, each with its place', () => {
    const text = 'Hello, where is my order? Thanks!';
    const acts = dialogueActs(text);
    expect(acts.map(({ act }) => act)).toEqual(expect.arrayContaining(['greets', 'asks', 'thanks']));
    const greeting = acts.find(({ act }) => act === 'greets')!;
    expect(text.slice(...greeting.evidence)).toBe('Hello');
  });

  it('tells questions, complaints, goodbyes and what only informs', () => {
    expect(does('where is my order', 'asks')).toBeGreaterThanOrEqual(0.8);
    expect(does('this is unacceptable', 'complains')).toBeGreaterThanOrEqual(0.7);
    expect(does('thanks, bye', 'saysGoodbye')).toBeGreaterThanOrEqual(0.8);
    expect(does('I moved last week', 'informs')).toBeGreaterThanOrEqual(0.6);
  });

  it('survives whatever is typed, and says nothing where nothing is said', () => {
    for (const text of ['', ' ', '\u0000', '\ud800']) expect(dialogueActs(text, confirm)).toEqual([]);
    for (const text of ['no '.repeat(3000), 'a'.repeat(10_000), '?'.repeat(10_000)]) dialogueActs(text, confirm);
  });
});
