import { Story } from '../story.testkit';

const asks = { acts: ['asks'] };
const status = { intents: { order_status: 0.9 }, ...asks };
const cancel = { intents: { cancel_order: 0.9 }, ...asks };
const policy = { intents: { return_policy: 0.9 }, ...asks };
const shipped = { kind: 'done' as const, value: { number: 'A-1042', status: 'shipped' } };
const returns = { articleId: 'art_returns', title: 'Returns', text: 'You can return items within 30 days. Shoes too.' };

describe('the story of an order', () => {
  it('asks for the number, looks it up and answers', () => {
    const story = new Story().says('Where is my order?', status);
    expect(story.names).toEqual(['ReplyPrepared']);
    expect(story.reply).toBe('Which order?');
    expect(story.dataOf('ReplyPrepared')).toMatchObject({
      answers: ['trn_1'],
      intention: 'question',
      asks: [{ fact: 'orderNumber', mode: 'open', snapshotVersion: 1 }],
      epoch: 1,
      playbook: 'order_status',
    });

    story.says('A-1042', { acts: ['answers'], orders: ['A-1042'], intents: { gift_card: 0.31 }, noneOfThese: 0.4 });
    expect(story.names).toEqual(['ActionStarted']);
    expect(story.args).toEqual({ number: 'A-1042' });

    story.outside(shipped);
    expect(story.names).toEqual(['ActionPerformed', 'ReplyPrepared', 'ResolutionProposed']);
    expect(story.reply).toBe('A-1042 is shipped.');
    expect(story.dataOf('ReplyPrepared')).toMatchObject({ answers: ['trn_2'], intention: 'answer', asks: [] });
    expect(story.facts[1]?.options.correlationId).toBe('trn_2');

    story.says('Thanks!', { acts: ['thanks'] });
    expect(story.reply).toBe('anythingElse');
    expect(story.dataOf('ResolutionProposed')).toMatchObject({
      basis: 'confirmed',
      matters: [{ intent: 'order_status' }],
    });
  });

  it('does not ask for what is known', () => {
    const story = new Story().says('Where is it?', { ...status, facts: { orderNumber: 'A-7' } });
    expect(story.args).toEqual({ number: 'A-7' });
  });

  it('keeps nothing of a turn that is over', () => {
    const story = new Story().says('Where is A-1042?', { ...status, orders: ['A-1042'] }).outside(shipped);
    expect(story.state).toMatchObject({ runs: [], next: [], found: {} });
    expect(story.state?.personal).toMatchObject({ turns: {}, said: [], results: {} });
  });

  it('asks again in other words, and after two questions in vain for a person', () => {
    const story = new Story().says('Where is my order?', status).says('the blue one', { acts: ['informs'] });
    expect(story.reply).toBe('I need the order number.');
    story.says('I have no idea', { acts: ['informs'] });
    expect(story.reply).toBeUndefined();
    expect(story.dataOf('ResolutionExhausted')).toMatchObject({ why: 'askedInVain', turnId: 'trn_3', epoch: 1 });
  });

  it('asks for another number where the first is not known, and hands over after the second', () => {
    const story = new Story().says('Where is A-9?', { ...status, orders: ['A-9'] });
    story.outside({ kind: 'failed', meaning: 'notFound' });
    expect(story.names).toEqual(['ActionFailed', 'ReplyPrepared']);
    expect(story.reply).toBe('There is no A-9. Is it right?');
    story.says('A-8', { acts: ['answers'], orders: ['A-8'] });
    expect(story.args).toEqual({ number: 'A-8' });
    story.outside({ kind: 'failed', meaning: 'notFound' });
    expect(story.dataOf('ResolutionExhausted')).toMatchObject({
      why: 'playbook',
      queue: 'care',
      reason: 'Unknown order',
    });
  });

  it('goes on with the second number where that is known', () => {
    const story = new Story().says('Where is A-9?', { ...status, orders: ['A-9'] });
    story.outside({ kind: 'failed', meaning: 'notFound' }).says('A-1042', { acts: ['answers'], orders: ['A-1042'] });
    expect(story.outside(shipped).reply).toBe('A-1042 is shipped.');
  });

  it('asks for a person where a look-up fails for good', () => {
    const story = new Story().says('Where is A-9?', { ...status, orders: ['A-9'] });
    story.outside({ kind: 'failed', meaning: 'transient' });
    expect(story.names).toEqual(['ActionFailed', 'ResolutionExhausted']);
    expect(story.dataOf('ResolutionExhausted')).toMatchObject({ why: 'toolFailed' });
  });

  it('takes "and A-1043?" for the same matter', () => {
    const story = new Story().says('Where is A-1042?', { ...status, orders: ['A-1042'] }).outside(shipped);
    story.says('and A-1043?', { acts: ['asks'], orders: ['A-1043'], noneOfThese: 0.9 });
    expect(story.args).toEqual({ number: 'A-1043' });
  });
});

describe('an action with a confirmation', () => {
  const confirmed = () => new Story().says('Cancel A-1', { ...cancel, orders: ['A-1'] });

  it('is done after a yes, once', () => {
    const story = confirmed();
    expect(story.reply).toBe('Shall I cancel A-1?');
    expect(story.dataOf('ReplyPrepared')['asks']).toMatchObject([{ mode: 'confirm' }]);
    story.says('yes', { acts: ['confirms'] });
    expect(story.dataOf('ActionStarted')).toMatchObject({ tool: 'cancelOrder', effect: 'write', turnId: 'trn_2' });
    story.outside({ kind: 'done', value: { status: 'cancelled' } });
    expect(story.reply).toBe('A-1 is cancelled.');
    expect(story.dataOf('ResolutionProposed')).toMatchObject({ basis: 'done' });

    story.says('Cancel A-1', { ...cancel, orders: ['A-1'] }).says('yes', { acts: ['confirms'] });
    expect(story.names).not.toContain('ActionStarted');
    expect(story.reply).toBe('A-1 is cancelled.');
  });

  it('is not done after a no', () => {
    const story = confirmed().says('no', { acts: ['denies'] });
    expect(story.names).toEqual(['ActionCancelled', 'ReplyPrepared']);
    expect(story.reply).toBe('Then it stays.');
    expect(story.effects).toEqual([]);
  });

  it('is asked for once more after neither, then a person', () => {
    const story = confirmed().says('hm', { acts: ['informs'] });
    expect(story.reply).toBe('Once more: Shall I cancel A-1?');
    expect(story.says('hm', { acts: ['informs'] }).dataOf('ResolutionExhausted')).toMatchObject({ why: 'askedInVain' });
  });

  it('is confirmed anew after a correction', () => {
    const story = confirmed().says('no, A-2', { acts: ['corrects', 'denies'], orders: ['A-2'] });
    expect(story.names).toEqual(['ActionCancelled', 'ReplyPrepared']);
    expect(story.reply).toBe('Shall I cancel A-2?');
    story.says('yes', { acts: ['confirms'] });
    expect(story.args).toEqual({ order: 'A-2' });
  });

  it('is dropped by "stop"', () => {
    const story = confirmed().says('stop', { acts: ['stops'] });
    expect(story.dataOf('ActionCancelled')).toMatchObject({ why: 'customerStopped', tool: 'cancelOrder' });
    expect(story.reply).toBe('stopped');
    expect(story.state?.runs).toEqual([]);
  });

  it('is never tried again in doubt', () => {
    const story = confirmed().says('yes', { acts: ['confirms'] });
    story.outside({ kind: 'inDoubt' });
    expect(story.names).toEqual(['ActionInDoubt']);
    story.says('Cancel A-1', { ...cancel, orders: ['A-1'] }).says('yes', { acts: ['confirms'] });
    expect(story.names).toEqual(['ResolutionExhausted']);
    expect(story.effects).toEqual([]);
  });

  it('finishes as a fact when control has moved, and nothing is said', () => {
    const story = confirmed().says('yes', { acts: ['confirms'] });
    story.says('', { holder: 'queue', epoch: 2, trigger: 'overdue', withoutTurn: true });
    story.outside({ kind: 'done', value: { status: 'cancelled' } });
    expect(story.names).toEqual(['ActionPerformed']);
  });

  it('does not start what the boundary does not allow', () => {
    const story = confirmed().says('yes', { acts: ['confirms'], tools: ['lookUpOrder'] });
    expect(story.names).toEqual(['ResolutionExhausted']);
    expect(story.effects).toEqual([]);
  });
});

describe('questions', () => {
  it('are answered from the articles, with a citation', () => {
    const story = new Story().says('How long can I return?', policy);
    expect(story.names).toEqual([]);
    expect(story.timers['knowledge:trn_1']).toBe(story.now + 1500);
    story.finds([returns]);
    expect(story.reply).toContain('within 30 days');
    expect(story.dataOf('ReplyPrepared')['citations']).toEqual([
      { articleId: 'art_returns', title: 'Returns', version: '1' },
    ]);
    expect(story.dataOf('ResolutionProposed')).toMatchObject({ basis: 'answered' });
    expect(story.timers['knowledge:trn_1']).toBeNull();
  });

  it('are answered also where knowledge was faster than control', () => {
    const story = new Story().finds([returns], 0.9, 1).says('How long can I return?', policy);
    expect(story.reply).toContain('within 30 days');
  });

  it('without an answer: honest once, then a person', () => {
    const story = new Story().says('Do you repair?', policy).waitedForKnowledge();
    expect(story.reply).toBe('cannotAnswer');
    expect(story.dataOf('ReplyPrepared')).toMatchObject({ intention: 'question' });
    story.says('And alter?', policy).finds([returns], 0.1);
    expect(story.dataOf('ResolutionExhausted')).toMatchObject({ why: 'notAnswerable' });
  });

  it('in the middle of a playbook are answered, then its question comes again', () => {
    const story = new Story()
      .says('Where is my order?', status)
      .says('How long can I return?', policy)
      .finds([returns]);
    expect(story.reply).toMatch(/30 days[^]*I need the order number\.$/);
    story.says('A-1042', { acts: ['answers'], orders: ['A-1042'] });
    expect(story.args).toEqual({ number: 'A-1042' });
  });

  it('beside a task are answered in the same reply', () => {
    const both = {
      intents: { order_status: 0.8, return_policy: 0.7 },
      several: ['order_status', 'return_policy'],
      orders: ['A-1042'],
    };
    const story = new Story().says('Where is A-1042, and how long can I return it?', { ...both, ...asks });
    story.finds([returns]).outside(shipped);
    expect(story.reply).toMatch(/30 days[^]*A-1042 is shipped\.$/);
    expect(story.dataOf('ResolutionProposed')['matters']).toHaveLength(2);
  });
});

describe('what is not understood', () => {
  const vague = { intents: { order_status: 0.2, return_policy: 0.15 }, several: [], noneOfThese: 0.8 };

  it('is clarified once, then handed over', () => {
    const story = new Story().says('the thing', vague).finds([], 0);
    expect(story.reply).toBe('Is it about order status or return policy?');
    expect(story.dataOf('ReplyPrepared')).toMatchObject({ intention: 'question' });
    story.says('well', { ...vague, intents: {} }).finds([], 0);
    expect(story.dataOf('ResolutionExhausted')).toMatchObject({ why: 'notUnderstood' });
  });

  it('takes a weak candidate among those that were offered', () => {
    const story = new Story().says('the thing', vague).finds([], 0);
    story.says('the order', { intents: { order_status: 0.4 }, several: [], noneOfThese: 0.6 });
    expect(story.reply).toBe('Which order?');
  });

  it('is answered where the articles surely do', () => {
    const story = new Story().says('Are shoes 30 days too?', { ...vague, ...asks }).finds([returns], 0.9);
    expect(story.reply).toContain('30 days');
  });
});

describe('several tasks', () => {
  it('are done one after another, and none is forgotten', () => {
    const both = {
      intents: { order_status: 0.8, cancel_order: 0.7 },
      several: ['order_status', 'cancel_order'],
      ...asks,
    };
    const story = new Story().says('Where is A-1042? And cancel it', { ...both, orders: ['A-1042'] }).outside(shipped);
    expect(story.reply).toBe('A-1042 is shipped.\n\nNow to cancel order. Shall I cancel A-1042?');
  });

  it('go back to the one that was interrupted', () => {
    const story = new Story().says('Cancel my order', cancel).says('Something is broken', { intents: { damage: 0.9 } });
    expect(story.reply).toBe('What is broken?');
    story.says('the lamp is in pieces', { acts: ['informs', 'answers'] });
    expect(story.dataOf('ResolutionExhausted')).toMatchObject({ why: 'playbook', queue: 'care' });
    expect(story.state?.runs.map(({ playbook }) => playbook)).toEqual(['cancel_order']);
  });

  it('wait their turn while a look-up runs', () => {
    const story = new Story().says('Where is A-1042?', { ...status, orders: ['A-1042'] });
    expect(story.says('Hello?', { acts: ['greets'] }).names).toEqual([]);
    story.outside(shipped);
    expect(story.names.filter((name) => name === 'ReplyPrepared')).toHaveLength(2);
  });
});

describe('smalltalk', () => {
  it('is answered in kind', () => {
    expect(new Story().says('Hi', { acts: ['greets'] }).reply).toBe('greeting');
    expect(new Story().says('A bot?', { intents: { about_bot: 0.9 }, ...asks }).reply).toBe('I am a machine.');
    expect(new Story().says('Bye', { acts: ['saysGoodbye'] }).reply).toBe('goodbye');
  });

  it('thanks with another matter do not end the conversation', () => {
    const story = new Story().says('Where is A-1042?', { ...status, orders: ['A-1042'] }).outside(shipped);
    story.says('Thanks. And cancel my order', { ...cancel, acts: ['thanks', 'asks'] });
    expect(story.names).toEqual(['ReplyPrepared']);
    story.says('A-1', { acts: ['answers'], orders: ['A-1'] }).says('no', { acts: ['denies'] });
    expect(story.says('thanks', { acts: ['thanks'] }).dataOf('ResolutionProposed')).toMatchObject({
      basis: 'confirmed',
    });
  });

  it('a task without a playbook needs a person', () => {
    const story = new Story().says('Gift card', { intents: { gift_card: 0.9 } });
    expect(story.dataOf('ResolutionExhausted')).toMatchObject({ why: 'noPlaybook' });
  });
});

describe('while a person or the queue holds', () => {
  it('a draft is suggested and nothing is said or done', () => {
    const story = new Story().says('Where is A-1042?', { ...status, orders: ['A-1042'], holder: 'person', epoch: 3 });
    story.finds([], 0);
    expect(story.names).toEqual(['AssistSuggested']);
    expect(story.dataOf('AssistSuggested')).toMatchObject({ nextStep: 'look up the order', turnId: 'trn_1' });
    expect(story.effects).toEqual([]);
    story.says('How long can I return?', { ...policy, holder: 'person' }).finds([returns]);
    expect(story.personalOf('AssistSuggested')).toMatchObject({ draft: expect.stringContaining('30 days') as string });
  });

  it('stays quiet about what it has seen already', () => {
    const story = new Story().says('Where is my order?', status);
    expect(story.says('Where is my order?', { ...status, number: 1 }).names).toEqual([]);
    expect(story.says('old', { ...status, epoch: 1 }).names).toEqual(['ReplyPrepared']);
    story.says('', { epoch: 4, holder: 'queue', withoutTurn: true });
    expect(story.says('late', { ...status, epoch: 3 }).names).toEqual([]);
  });

  it('a turn that comes with the return is answered as an initiative', () => {
    const story = new Story().says('', { epoch: 3, holder: 'person', withoutTurn: true });
    story.says('Where is my order?', { ...status, epoch: 4, trigger: 'returned' });
    expect(story.dataOf('ReplyPrepared')).toMatchObject({ answers: [], initiative: 'returned', epoch: 4 });
  });
});

describe('an action that a person asks for', () => {
  const held = () => new Story().says('', { epoch: 3, holder: 'person', withoutTurn: true });

  it('is started, and its result is a fact', () => {
    const story = held().personAsksFor('cancelOrder', { order: 'A-1' }, 3);
    expect(story.names).toEqual(['ActionStarted']);
    expect(story.outside({ kind: 'done', value: { status: 'cancelled' } }).names).toEqual(['ActionPerformed']);
  });

  it('is not done twice, and not under an old epoch', () => {
    const story = held().personAsksFor('cancelOrder', { order: 'A-1' }, 3);
    expect(story.personAsksFor('cancelOrder', { order: 'A-1' }, 3).names).toEqual([]);
    story.outside({ kind: 'done', value: {} });
    expect(story.personAsksFor('cancelOrder', { order: 'a-1' }, 3, 'two').dataOf('ActionFailed')).toMatchObject({
      reason: 'alreadyDone',
    });
    expect(story.personAsksFor('cancelOrder', { order: 'A-2' }, 2, 'three').names).toEqual(['ActionCancelled']);
  });
});
