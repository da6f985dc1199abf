import { dialogueActs, emotion, judgement } from '../index';

const judge = (text: string) => judgement(text, dialogueActs(text), emotion(text));

describe('needs judgement', () => {
  test.each([
    ['I refuse to pay that fee.', 'dispute'],
    ['I dispute this charge.', 'dispute'],
    ['I am done. I am leaving!', 'leaving'],
    ['This is not fair, I did nothing wrong', 'dispute'],
    ['I should not have been charged a fee for my transfer.', 'dispute'],
    ['Your decision is wrong, please reconsider your decision', 'dispute'],
    ['Could you make an exception just this once?', 'exception'],
    ['Can you waive the late fee?', 'exception'],
    ['Can I use my account even though the identity verification has not passed yet?', 'exception'],
    ['I know the return window is over but could you still take it back?', 'exception'],
    ['Since I need to exchange currencies frequently, would you be able to offer me a discount?', 'negotiation'],
    ['What can you offer me for the trouble? I expect compensation', 'negotiation'],
    ['If you lower the fee, I will stay', 'negotiation'],
    ['I am a good customer and this has me thinking about leaving.', 'leaving'],
    ['I want to close my account due to poor customer service.', 'leaving'],
    ['Sort this out or I take my business elsewhere', 'leaving'],
    ['You will hear from my lawyer', 'legal'],
    ['my husband passed away and I do not know what to do with his account', 'vulnerable'],
    ['I am furious, this is disgraceful and you are useless', 'emotion'],
  ])('"%s": %s', (text, kind) => {
    const { score, reasons } = judge(text);
    expect(reasons.map((reason) => reason.kind)).toContain(kind);
    expect(score).toBeGreaterThanOrEqual(0.5);
    for (const { span } of reasons) expect(text.slice(...span).trim()).not.toBe('');
  });

  test.each([
    'Where is my order?',
    'How do I close my account?',
    'What is the deal with verifying the top-up?',
    'Do you deal with EUR?',
    'i want to know my balance please',
    'If I wanted to change my PIN, how would I do that?',
    'I need to transfer money to my account from another bank',
    'great that would be fair enough, thanks',
    'ill be leaving from jacksonville',
    "I'm out of the country and my card does not work",
    'I am leaving for Spain tomorrow, will my card work there?',
    'How do I dispute a card payment?',
    'Has my dispute been answered?',
    'Do you offer student discounts?',
    'What is the compensation for a late flight?',
    'Is there any way I could open an account for my daughter?',
    '',
  ])('not "%s"', (text) => {
    const { score } = judge(text);
    expect(score).toBeLessThan(0.5);
  });
});
