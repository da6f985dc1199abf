import type { Pack, Playbook, Step } from '@attune/domain';
import { shop } from '../shop.testkit';
import { Story } from '../story.testkit';

const cancelling = { intents: { cancel_order: 0.9 }, acts: ['asks'] };
const performed = { kind: 'done' as const, value: { status: 'cancelled' } };
const yes = { acts: ['confirms'] };

/** The shop whose cancellations can be taken back. */
const undoable: Pack = {
  ...shop,
  tools: [
    ...shop.tools.map((tool) =>
      tool.name === 'cancelOrder'
        ? { ...tool, undo: { call: 'reinstateOrder', with: { order: '{{ order }}' } } }
        : tool,
    ),
    {
      ...shop.tools.find(({ name }) => name === 'cancelOrder')!,
      name: 'reinstateOrder',
      label: 'take the cancellation back',
    },
  ],
};
const withSteps = (steps: readonly Step[], changes: Partial<Pack> = {}): Pack => {
  const playbook: Playbook = { ...shop.playbooks.find(({ id }) => id === 'cancel_order')!, steps };
  return { ...shop, playbooks: [playbook], ...changes };
};
const text = (...variants: string[]) => ({ en: variants });

describe('a correction after something was done', () => {
  const done = (pack: Pack) =>
    new Story(pack)
      .says('cancel A-1', { ...cancelling, orders: ['A-1'] })
      .says('yes', yes)
      .outside(performed);
  const corrected = (pack: Pack) =>
    done(pack).says('sorry, I meant A-2', { acts: ['corrects'], orders: ['A-2'], intents: {} });

  it('asks for a yes to what is right, takes back what was wrong, and does it', () => {
    const story = corrected(undoable);
    expect(story.reply).toContain('Shall I cancel A-2?');
    story.says('yes', yes);
    expect([story.names, story.args]).toEqual([['ActionStarted'], { order: 'A-1' }]);
    expect(story.dataOf('ActionStarted')).toMatchObject({ tool: 'reinstateOrder', effect: 'write' });
    story.outside({ kind: 'done', value: null });
    expect([story.dataOf('ActionStarted').tool, story.args]).toEqual(['cancelOrder', { order: 'A-2' }]);
    story.outside(performed);
    expect(story.reply).toContain('A-2 is cancelled.');
  });

  it('takes it back also where the customer does not agree to the other', () => {
    const story = corrected(undoable).says('no', { acts: ['denies'] });
    expect(story.dataOf('ActionStarted')).toMatchObject({ tool: 'reinstateOrder' });
  });

  it('is a case for a person where it cannot be taken back', () => {
    const story = corrected(shop).says('yes', yes);
    expect(story.names).not.toContain('ActionStarted');
    expect(story.dataOf('ResolutionExhausted').reason).toMatch(/corrected .* cancel the order/);
  });

  it('is a case for a person where taking it back fails', () => {
    const story = corrected(undoable).says('yes', yes).outside({ kind: 'failed', meaning: 'refused' });
    expect(story.dataOf('ResolutionExhausted').reason).toMatch(/taken back by hand/);
  });

  it('back to the first does it anew, under another key', () => {
    const story = corrected(undoable).says('yes', yes).outside({ kind: 'done', value: null }).outside(performed);
    story.says('no wait, it was A-1', { acts: ['corrects'], orders: ['A-1'], intents: {} }).says('yes', yes);
    expect(story.args).toEqual({ order: 'A-2' });
    story.outside({ kind: 'done', value: null });
    expect(story.args).toEqual({ order: 'A-1' });
    const keys = Object.keys(story.state!.ledger);
    expect(keys.some((key) => key.endsWith('.2'))).toBe(true);
    story.outside(performed);
    expect(story.reply).toContain('A-1 is cancelled.');
  });

  it('of the same value changes nothing', () => {
    const story = done(undoable).says('I meant A-1', { acts: ['corrects'], orders: ['A-1'], intents: {} });
    expect(story.names).not.toContain('ActionStarted');
  });
});

describe('somebody who does not know', () => {
  const other: Step = { kind: 'say', id: 'other', text: text('Then we look by name.') };
  const end: Step = { kind: 'handOver', id: 'end', reason: 'No number' };
  const ask = shop.playbooks.find(({ id }) => id === 'cancel_order')!.steps[0]!;

  it('is led another way', () => {
    const story = new Story(withSteps([{ ...ask, unknown: [other, end] } as Step])).says('cancel it', cancelling);
    story.says("I don't know, I lost the e-mail", { acts: ['informs'] });
    expect(story.reply).toBe('Then we look by name.');
    expect(story.dataOf('ResolutionExhausted')).toMatchObject({ why: 'playbook', reason: 'No number' });
  });

  it('is asked in other words where there is no other way, then a person comes', () => {
    const story = new Story().says('cancel it', cancelling).says('no idea', { acts: ['informs'] });
    expect(story.reply).toBe('I need the order number.');
    expect(story.says('no clue', { acts: ['informs'] }).dataOf('ResolutionExhausted')).toMatchObject({
      why: 'askedInVain',
    });
  });
});

describe('parts and loops', () => {
  const say: Step = { kind: 'say', id: 'one', text: text('{{ number }} is on the list.') };
  const ask: Step = {
    kind: 'ask',
    id: 'why',
    fact: 'damage',
    text: text('What is wrong with {{ number }}?'),
    reask: text('What happened to {{ number }}?'),
    again: false,
    mode: 'open',
  };
  const resolve: Step = { kind: 'resolve', id: 'end', basis: 'answered' };
  const each = (steps: Step[]): Step => ({ kind: 'each', id: 'each', list: 'facts.orderNumber', as: 'number', steps });
  const facts = shop.facts.map((fact) => ({ ...fact, many: fact.name === 'orderNumber' }));
  const asks = shop.playbooks.find(({ id }) => id === 'cancel_order')!.steps[0]!;
  const several = { ...cancelling, orders: ['A-1', 'A-2'] };

  it('a part goes through its steps, then the playbook goes on', () => {
    const part: Step = { kind: 'do', id: 'part', part: 'greet', steps: [{ ...say, text: text('First this.') }] };
    const story = new Story(withSteps([part, { ...say, id: 'two', text: text('Then that.') }, resolve]));
    expect(story.says('cancel it', cancelling).reply).toBe('First this. Then that.');
  });

  it('a loop goes through all that was named', () => {
    const story = new Story(withSteps([asks, each([say]), resolve], { facts })).says('both', several);
    expect(story.reply).toBe('A-1 is on the list. A-2 is on the list.');
  });

  it('a question in a loop is asked for each', () => {
    const story = new Story(withSteps([asks, each([ask, say]), resolve], { facts })).says('both', several);
    expect(story.reply).toBe('What is wrong with A-1?');
    story.says('a crack', { acts: ['answers'] });
    expect(story.reply).toBe('A-1 is on the list. What is wrong with A-2?');
    expect(story.says('a hole', { acts: ['answers'] }).reply).toBe('A-2 is on the list.');
  });
});

describe('two tasks that are close', () => {
  const close = { intents: { order_status: 0.45, cancel_order: 0.4 }, acts: ['asks'] };

  it('are offered, and none is begun', () => {
    const story = new Story().says('my order', close);
    expect(story.reply).toBe('Is it about order status or cancel order?');
    expect(story.state?.runs).toEqual([]);
  });

  it.each([['the second one'], ['cancel'], ['the last']])('"%s" says which', (answer) => {
    const story = new Story().says('my order', close).says(answer, { acts: ['answers'], intents: {} });
    expect(story.state?.runs).toMatchObject([{ playbook: 'cancel_order' }]);
  });

  it('are not offered where one is clearly likelier', () => {
    const story = new Story().says('my order', { intents: { order_status: 0.7, cancel_order: 0.2 }, acts: ['asks'] });
    expect(story.state?.runs).toMatchObject([{ playbook: 'order_status' }]);
  });
});

it('the same question is never asked twice in the same words', () => {
  const story = new Story().says('cancel it', cancelling);
  const asked = [story.reply];
  for (let turn = 0; turn < 2; turn++) {
    story.says('How long can I return?', { intents: { return_policy: 0.95 }, acts: ['asks'] });
    story.finds([{ text: `You have ${30 + turn} days.`, title: 'Returns' }]);
    asked.push(story.reply?.split('\n\n').at(-1));
  }
  expect(asked).toEqual(['Which order?', 'I need the order number.', expect.stringMatching(/^Once more: /)]);
});
