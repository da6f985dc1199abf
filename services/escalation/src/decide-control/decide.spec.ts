import {
  exampleAssessment,
  exampleTurnPersonal,
  exampleValues as x,
  type ControlDecided,
  type HandoffRequested,
} from '@attune/contracts';
import { angry, assessed, at, factsOf, namesOf, rule, sealed, testPack } from '../test-pack';
import { decideControl } from './decide';

const pack = testPack();
const control = (decision: ReturnType<typeof decideControl>): ControlDecided['data'] => factsOf(decision)[0]!.data;
const handoff = (decision: ReturnType<typeof decideControl>): HandoffRequested['data'] => factsOf(decision)[1]!.data;

describe('a turn while automation holds', () => {
  it('stays with automation when no rule fires: one ControlDecided with the turn and its block unchanged', () => {
    const decision = decideControl(undefined, assessed(1), at(10), pack);
    expect(namesOf(decision)).toEqual(['ControlDecided']);
    expect(control(decision)).toMatchObject({
      holder: 'automation',
      previous: 'automation',
      epoch: 1,
      turn: { turnId: 'trn_1' },
    });
    expect(control(decision).authority).toEqual({ tools: ['lookUpOrder', 'cancelOrder'], gather: false });
    expect(factsOf(decision)[0]!.options).toMatchObject({ sealed, controlEpoch: 1 });
  });

  it('goes to the queue of the rule that fires, with everything that the rules saw', () => {
    const decision = decideControl(undefined, assessed(1, angry), at(10), pack);
    expect(namesOf(decision)).toEqual(['ControlDecided', 'HandoffRequested']);
    expect(control(decision)).toMatchObject({
      holder: 'queue',
      previous: 'automation',
      epoch: 2,
      snapshot: {},
      assessment: {},
    });
    expect(control(decision).decision).toMatchObject({
      trigger: 'turn',
      fired: [{ rule: 'fed_up', reason: 'because of fed_up' }],
      evidence: {
        emotion: { dissatisfaction: 0.9 },
        context: { turns: 1, channel: 'chat', holderBefore: 'automation' },
      },
      boundaryVersion: 'b1',
    });
    expect(handoff(decision)).toMatchObject({ queue: 'care', priority: 7, epoch: 2, turnId: 'trn_1' });
    expect(handoff(decision).handoffId).toBe(control(decision).handoffId);
  });

  it('names the rules that nearly fired', () => {
    const decision = decideControl(
      undefined,
      assessed(1, { emotion: { dissatisfaction: 0.6, urgency: 0, signals: [] } }),
      at(10),
      pack,
    );
    expect(control(decision).decision).toMatchObject({ fired: [], nearly: [{ rule: 'fed_up' }] });
  });

  it('follows the first rule that names a holder; the most urgent one gives queue and priority', () => {
    const rules = [
      rule('small', 'context.turns == 1', { then: 'automation' }),
      rule('fed_up', 'emotion.dissatisfaction > 0.7'),
    ];
    expect(control(decideControl(undefined, assessed(1, angry), at(10), testPack({ rules }))).holder).toBe(
      'automation',
    );
    const both = [
      rule('a', 'true', { priority: 2, queue: 'orders' }),
      rule('b', 'true', { priority: 8, queue: 'care' }),
    ];
    expect(handoff(decideControl(undefined, assessed(1), at(10), testPack({ rules: both })))).toMatchObject({
      queue: 'care',
      priority: 8,
    });
  });

  it('records a rule that asks for approval without moving the holder', () => {
    const decision = decideControl(
      undefined,
      assessed(1),
      at(10),
      testPack({ rules: [rule('big', 'true', { then: 'approve' })] }),
    );
    expect(control(decision)).toMatchObject({ holder: 'automation', decision: { fired: [{ rule: 'big' }] } });
  });

  it('decides the same twice: the same ids', () => {
    const event = assessed(1, angry);
    expect(decideControl(undefined, event, at(10), pack)).toEqual(decideControl(undefined, event, at(10), pack));
  });
});

describe('a turn while the queue or a person holds', () => {
  const queued = decideControl(undefined, assessed(1, angry), at(10), pack).state;

  it('changes nothing, whatever fires, and says so with the turn', () => {
    const decision = decideControl(queued, assessed(2, angry), at(20), pack);
    expect(namesOf(decision)).toEqual(['ControlDecided']);
    expect(control(decision)).toMatchObject({
      holder: 'queue',
      previous: 'queue',
      epoch: 2,
      turn: { turnId: 'trn_2' },
    });
    expect(control(decision).decision.fired).toEqual([{ rule: 'fed_up', reason: 'because of fed_up' }]);
    expect(control(decision).authority).toEqual({ tools: ['lookUpOrder'], gather: true });
    expect(decision.state.held).toBe(queued.held);
  });

  it('lets the rules see how long the customer has waited', () => {
    const { decision } = control(decideControl(queued, assessed(2), at(25), pack));
    expect(decision.evidence).toMatchObject({
      context: { waitingMs: 15_000, holderBefore: 'queue', turns: 2, minutesSinceContact: 10 / 60 },
    });
  });
});

describe('what cannot be judged', () => {
  it('is recorded the first time and goes to a person the second time in a row', () => {
    const failed = { failed: 'model not loaded', candidates: [], matters: [] };
    const first = decideControl(undefined, assessed(1, failed), at(10), pack);
    expect(control(first)).toMatchObject({ holder: 'automation', decision: { fired: [{ rule: 'attune.uncertain' }] } });
    const second = decideControl(first.state, assessed(2, failed), at(20), pack);
    expect(namesOf(second)).toEqual(['ControlDecided', 'HandoffRequested']);
    expect(handoff(second).brief).toMatchObject({ why: [{ rule: 'attune.uncertain' }], missing: ['matters', 'mood'] });
    const between = decideControl(first.state, assessed(2), at(20), pack);
    expect(decideControl(between.state, assessed(3, failed), at(30), pack).state.held.holder).toBe('automation');
  });

  it('a condition that cannot be evaluated counts as uncertain and is named in the evidence', () => {
    const rules = [rule('broken', 'acts[5] == "asks"')];
    const first = decideControl(undefined, assessed(1), at(10), testPack({ rules }));
    expect(control(first)).toMatchObject({
      holder: 'automation',
      decision: { evidence: { notEvaluated: { broken: expect.any(String) } } },
    });
    expect(control(decideControl(first.state, assessed(2), at(20), testPack({ rules }))).holder).toBe('queue');
  });

  it('counts turns that were not understood in a row, for the rules', () => {
    const vague = {
      candidates: [{ intent: 'order_status', probability: 0.1 }],
      noneOfThese: 0.8,
      acts: [],
      matters: [],
    };
    const first = decideControl(undefined, assessed(1, vague), at(10), pack);
    const second = decideControl(first.state, assessed(2, vague), at(20), pack);
    expect(control(second).decision.evidence).toMatchObject({ context: { failures: 2 } });
    const answer = { ...vague, acts: [{ act: 'answers' as const, probability: 0.9 }] };
    expect(decideControl(second.state, assessed(3, answer), at(30), pack).state.failures).toBe(0);
  });
});

describe('the brief', () => {
  const provenance = { who: 'customer' as const, at: x.at };
  const event = assessed(
    3,
    { ...angry, matters: [{ ...exampleAssessment.matters[0]!, intent: 'order_status' }] },
    {
      facts: [{ name: 'orderNumber', provenance }],
      asked: [{ fact: 'orderNumber', mode: 'open' }],
      promises: [{ promiseId: x.promiseId, dueAt: x.at, by: { kind: 'automation' } }],
      mood: [0.1, 0.4],
    },
  );
  event.personal = {
    messages: [{ messageId: x.messageId, text: 'Third time I ask!' }],
    snapshot: {
      facts: { orderNumber: 'A-1042' },
      promises: { [x.promiseId]: 'a call' },
      recent: [{ who: 'automation', text: 'Hello', at: x.at }],
      name: 'Robin',
    },
  };
  const decision = decideControl(undefined, event, at(40), pack);

  it('is complete: matter and goal, facts, what was tried, mood, effort, why, promises, next step', () => {
    expect(handoff(decision).brief).toMatchObject({
      matters: [{ intent: 'order_status', goal: 'Know where an order is' }],
      facts: [{ name: 'orderNumber', label: 'order number', provenance }],
      tried: [{ what: 'asked for order number', outcome: 'answered' }],
      mood: { dissatisfaction: 0.9, trend: [0.1, 0.4, 0.9], signals: ['frustration'] },
      why: [{ rule: 'fed_up', reason: 'because of fed_up' }],
      promises: [{ promiseId: x.promiseId }],
      nextStep: 'Everything needed is known: look up the order.',
      missing: [],
    });
  });

  it('knows what was done already, counts this turn as effort, and takes no thanks for a matter', () => {
    const thanks = { ...exampleAssessment.matters[0]!, intent: 'thanks' };
    const asked = assessed(
      3,
      { ...angry, repeats: 3, matters: [thanks] },
      { facts: [{ name: 'orderNumber', provenance }], intents: [{ intent: 'order_status', count: 2 }] },
    );
    const tried = [{ what: 'lookUpOrder', outcome: 'ok', at: x.at }];
    const before = { ...decideControl(undefined, assessed(1), at(10), pack).state!, tried };
    const { matters, effort, nextStep } = handoff(decideControl(before, asked, at(40), pack)).brief;
    const { turns, repeats } = asked.data.snapshot.effort;
    expect(matters).toMatchObject([{ intent: 'order_status' }]);
    expect(effort).toMatchObject({ turns: turns + 1, repeats: repeats + 1 });
    expect(nextStep).toMatch(/^Done already: look up the order/);
  });

  it('holds the words in a new block: facts, promises, the conversation with this turn at its end', () => {
    expect(factsOf(decision)[1]!.options.personal).toEqual({
      facts: { orderNumber: 'A-1042' },
      promises: { [x.promiseId]: 'a call' },
      conversation: [
        { who: 'automation', text: 'Hello', at: x.at },
        { who: 'customer', name: 'Robin', text: 'Third time I ask!', at: event.data.turn.acceptedAt },
      ],
      name: 'Robin',
    });
    expect(JSON.stringify(handoff(decision))).not.toContain('A-1042');
  });

  it('says what is missing, and asks for what is needed', () => {
    const bare = assessed(1, { ...angry, matters: [{ ...exampleAssessment.matters[0]!, intent: 'unheard_of' }] });
    delete bare.personal;
    expect(handoff(decideControl(undefined, bare, at(10), pack)).brief.missing).toEqual(['goal', 'conversation']);
    const noNumber = assessed(1, { ...angry, matters: [{ ...exampleAssessment.matters[0]!, intent: 'order_status' }] });
    expect(handoff(decideControl(undefined, noNumber, at(10), pack)).brief.nextStep).toBe(
      'Ask for what is still needed: order number.',
    );
  });

  it('keeps the words of the last turn, bounded, for a later brief', () => {
    const long = assessed(1);
    long.personal = { ...exampleTurnPersonal, messages: [{ messageId: x.messageId, text: 'x'.repeat(16_000) }] };
    const { state } = decideControl(undefined, long, at(10), pack);
    expect(state).toMatchObject({ kid: x.addressId });
    expect(state.personal?.turn.messages[0]!.text).toHaveLength(1_000);
  });
});
