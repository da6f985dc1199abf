import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Violation } from './events';
import type { History, Logged } from './history';
import { judge } from './judge';
import { report } from './report';
import { adr, cnv, goodTale, msg, start, type Tale, trn } from './tale.testkit';

const judged = (spoil: (tale: Tale, history: History) => void) => {
  const tale = goodTale();
  spoil(tale, tale.history);
  return judge(tale.history);
};
const wrong = (spoil: (tale: Tale, history: History) => void): Violation[] => judged(spoil).violations;
const kindsOf = (violations: readonly Violation[]) => [...new Set(violations.map(({ kind }) => kind))];

const indexOf = (history: History, name: string, nth = 0) =>
  history.records.flatMap(({ headers }, n) => (headers['ce_type']?.includes(`.${name}.`) ? [n] : []))[nth]!;
const remove = (history: History, name: string, nth = 0) => history.records.splice(indexOf(history, name, nth), 1);
const recordOf = (history: History, name: string, nth = 0) => history.records[indexOf(history, name, nth)]!;
/** As if it had never been decided: what follows it in its subject moves up. */
const neverDecided = (history: History, name: string, nth = 0) => {
  const [gone] = remove(history, name, nth) as [Logged];
  const { ce_source, ce_subject, ce_subjectsequence } = gone.headers;
  for (const { headers } of history.records)
    if (headers['ce_source'] === ce_source && headers['ce_subject'] === ce_subject)
      if (Number(headers['ce_subjectsequence']) > Number(ce_subjectsequence))
        headers['ce_subjectsequence'] = String(Number(headers['ce_subjectsequence']) - 1);
};

it('finds nothing in a good history', () => {
  const tale = goodTale();
  const verdict = judge(tale.history);
  expect(verdict.violations).toEqual([]);
  expect(verdict).toMatchObject({ turns: 4, conversations: 3, duplicates: 0 });
  expect(report(tale.history, verdict)).toContain('PASSED');
});

it('takes the same fact twice for a duplicate that readers drop', () => {
  const verdict = judged((_, { records }) => records.push({ ...records[3]!, offset: 99 }));
  expect(verdict).toMatchObject({ violations: [], duplicates: 1 });
});

describe('lost', () => {
  it.each([
    ['an accepted message that was never received', 'MessageReceived'],
    ['one that became no turn', 'TurnReceived'],
    ['a turn that context did not start', 'TurnStarted'],
    ['a turn that has no outcome', 'TurnClosed'],
    ['a turn nobody decided about', 'ControlDecided'],
    ['a translation that is missing', 'IntentAssessed'],
  ])('%s', (_, name) => {
    expect(kindsOf(wrong((_, history) => neverDecided(history, name)))).toContain('lost');
  });

  it('a fact out of the middle of a log', () => {
    const violations = wrong((_, history) => remove(history, 'ConversationOpened', 1));
    expect(violations).toEqual([{ kind: 'lost', what: expect.stringContaining('number 1 is missing') }]);
  });

  it('a message that was released and did not arrive, or cannot be read', () => {
    expect(kindsOf(wrong((_, { delivered }) => delivered.splice(0, 1)))).toContain('lost');
    expect(kindsOf(wrong((_, { delivered }) => (delivered[0]!.readable = false)))).toEqual(['lost']);
  });

  it('a reply that was neither released nor superseded', () => {
    const prepared = { conversationId: cnv(1), replyId: 'rpl_other', answers: [] };
    expect(kindsOf(wrong((tale) => tale.fact('resolution', 'ReplyPrepared', cnv(1), 950, prepared)))).toEqual(['lost']);
  });

  it('a handoff that stands in no queue', () => {
    expect(kindsOf(wrong((_, history) => neverDecided(history, 'HandoffQueued')))).toEqual(['lost']);
  });
});

describe('twice', () => {
  it('a message that was received twice', () => {
    const again = { addressId: adr(1), messageId: msg(1, 1) };
    expect(kindsOf(wrong((tale) => tale.fact('channel', 'MessageReceived', adr(1), 950, again)))).toEqual(['twice']);
  });

  it('a webhook retry that became another message', () => {
    const other = { addressId: adr(1), messageId: 'msg_other' };
    expect(kindsOf(wrong((tale) => tale.fact('channel', 'MessageReceived', adr(1), 950, other)))).toEqual(['twice']);
  });

  it('a turn with two outcomes', () => {
    expect(kindsOf(wrong((tale) => tale.close(1, 1, 950, 'answered', ['msg_reply_1_1'])))).toEqual(['twice']);
  });

  it('two replies of automation to one turn', () => {
    const reply = { messageId: 'msg_second', kind: 'reply', replyId: 'rpl_second', answers: [trn(1, 1)] };
    expect(kindsOf(wrong((tale) => tale.release(1, 950, { ...reply, by: { kind: 'automation' } })))).toEqual(['twice']);
  });

  it('a delivery that was made twice', () => {
    expect(kindsOf(wrong((_, { delivered }) => delivered.push(delivered[0]!)))).toEqual(['twice']);
  });

  it('two facts under one sequence: a zombie was not fenced', () => {
    const zombie = (history: History) => {
      const record = recordOf(history, 'ControlDecided');
      history.records.push({ ...record, offset: 99, headers: { ...record.headers, ce_id: 'evt_zombie' } });
    };
    expect(kindsOf(wrong((_, history) => zombie(history)))).toEqual(['twice']);
  });
});

describe('inverted', () => {
  it('facts of one subject', () => {
    const swapped = (history: History) => {
      const [one, other] = [indexOf(history, 'MessageReceived'), indexOf(history, 'TurnReceived')];
      const { records } = history;
      [records[one], records[other]] = [records[other]!, records[one]!];
    };
    expect(kindsOf(wrong((_, history) => swapped(history)))).toEqual(['inverted']);
  });

  it('messages of a customer', () => {
    const exchanged = ({ records }: History) => {
      const received = records.filter(
        ({ headers, data }) => headers['ce_type']?.includes('MessageReceived') && data['addressId'] === adr(2),
      );
      [received[0]!.data, received[1]!.data] = [received[1]!.data, received[0]!.data];
    };
    expect(kindsOf(wrong((_, history) => exchanged(history)))).toEqual(['inverted']);
  });

  it('turns of an address', () => {
    const spoil = (history: History) =>
      ((recordOf(history, 'TurnReceived', 2).data['turn'] as { number: number }).number = 3);
    expect(kindsOf(wrong((_, history) => spoil(history)))).toEqual(['inverted']);
  });

  it('what was delivered', () => {
    const spoil = ({ delivered }: History) => ([delivered[1], delivered[2]] = [delivered[2]!, delivered[1]!]);
    expect(kindsOf(wrong((_, history) => spoil(history)))).toContain('inverted');
  });
});

describe('unanswered', () => {
  const late = (tale: Tale, ms: number) => {
    tale.turn(4, 1, 20_000, 'question');
    tale.answer(4, 1, 20_000 + ms);
  };
  const holding = { messageId: 'msg_holding', kind: 'holdingNotice', answers: [], by: { kind: 'automation' } };

  it('a turn whose customer hears nothing for longer than the deadline and 3 s', () => {
    expect(wrong((tale) => late(tale, 13_900))).toEqual([]);
    expect(kindsOf(wrong((tale) => late(tale, 14_100)))).toEqual(['unanswered']);
  });

  it('not one who got an honest notice', () => {
    const noticed = wrong((tale) => {
      tale.turn(4, 1, 20_000, 'question');
      tale.release(4, 31_500, holding);
      tale.answer(4, 1, 45_000);
    });
    expect(noticed).toEqual([]);
  });

  it('the time of an outage of broker, store or channel does not count, that of another service does', () => {
    const down = (kind: 'store' | 'kill', target: string) =>
      wrong((tale, { faults }) => {
        late(tale, 17_000);
        faults.push({ kind, target, from: start + 20_000, to: start + 24_000 });
      });
    expect(down('store', 'store')).toEqual([]);
    expect(kindsOf(down('kill', 'context'))).toEqual(['unanswered']);
  });
});

describe('actions', () => {
  it('that happened twice outside', () => {
    const again = ({ effects }: History) => effects.push({ ...effects[0]!, key: 'another' });
    expect(kindsOf(wrong((_, history) => again(history)))).toEqual(['actions twice']);
  });

  it('that nobody had agreed to', () => {
    const spoil = ({ said }: History) => (said.find(({ kind }) => kind === 'agrees')!.kind = 'question');
    expect(kindsOf(wrong((_, history) => spoil(history)))).toEqual(['actions twice']);
  });

  it('that were started twice, or ended twice', () => {
    const again = (name: string) => (tale: Tale, history: History) =>
      void tale.fact('resolution', name, cnv(2), 3_950, recordOf(history, name).data);
    expect(kindsOf(wrong(again('ActionStarted')))).toEqual(['actions twice']);
    expect(kindsOf(wrong(again('ActionPerformed')))).toEqual(['actions twice']);
  });

  it('that have no end', () => {
    expect(kindsOf(wrong((_, history) => neverDecided(history, 'ActionPerformed')))).toEqual(['actions missing']);
  });

  it('that are said to be done and were not', () => {
    expect(kindsOf(wrong((_, { effects }) => effects.splice(0)))).toEqual(['actions missing']);
  });

  it('that are said to have failed and were done', () => {
    const spoil = (history: History) => {
      recordOf(history, 'ActionPerformed').headers['ce_type'] = 'attune.resolution.ActionFailed.v1';
    };
    expect(kindsOf(wrong((_, history) => spoil(history)))).toEqual(['actions twice']);
  });

  it('that are in doubt, and nobody looks', () => {
    const spoil = (history: History) => {
      recordOf(history, 'ActionPerformed').headers['ce_type'] = 'attune.resolution.ActionInDoubt.v1';
    };
    expect(kindsOf(wrong((_, history) => spoil(history)))).toEqual(['actions missing']);
  });

  it('that were agreed to and never started', () => {
    const spoil = (history: History) => {
      for (const name of ['ActionStarted', 'ActionPerformed']) neverDecided(history, name);
    };
    expect(kindsOf(wrong((_, history) => spoil(history)))).toEqual(['actions missing']);
    const untouched = (history: History) => void (spoil(history), history.effects.splice(0));
    expect(kindsOf(wrong((_, history) => untouched(history)))).toEqual(['actions missing']);
  });
});

describe('holders', () => {
  it.each([
    ['an epoch that does not rise', { epoch: 1 }],
    ['a holder who is said to have been another', { previous: 'person' }],
    ['a change without a reason', { decision: { fired: [] } }],
  ])('%s', (_, spoilt) => {
    const spoil = (history: History) => {
      const handedOver = history.records.find(({ data }) => data['holder'] === 'queue')!;
      Object.assign(handedOver.data, spoilt);
    };
    expect(kindsOf(wrong((_, history) => spoil(history)))).toEqual(['holders']);
  });
});

describe('dead letters', () => {
  const letterOf = (tale: Tale, id: string) => {
    const letter = tale.fact('dead-letters', 'EventDeadLettered', cnv(3), 13_000, {
      service: 'context',
      reason: 'it cannot be read',
      origin: { topic: 'attune.channel', id },
    });
    letter.headers['ce_source'] = '/shop/context/dead-letters/attune.channel-0';
  };
  const poison = (n: number) => ({ at: start, id: 'evt_poison_0', conversationId: cnv(n) });

  it('that nobody poisoned', () => {
    expect(kindsOf(wrong((tale) => letterOf(tale, 'evt_1')))).toEqual(['dead letters']);
  });

  it('are right for what was poisoned, if its customer has a person', () => {
    const poisoned =
      (n: number) =>
      (tale: Tale, { poisons }: History) => {
        letterOf(tale, 'evt_poison_0');
        poisons.push(poison(n));
      };
    expect(wrong(poisoned(3))).toEqual([]);
    expect(kindsOf(wrong(poisoned(1)))).toEqual(['dead letters']);
  });

  it('are all that poison is: it is no fact of the service that it looks like', () => {
    const poisoned = ({ records }: History) => {
      const { headers, ...record } = recordOf(goodTale().history, 'TurnStarted');
      for (const ce_id of ['evt_poison_0', 'evt_poison_1'])
        records.push({ ...record, data: {}, headers: { ...headers, ce_source: '/shop/chaos', ce_id } });
    };
    expect(wrong((_, history) => poisoned(history))).toEqual([]);
  });

  it('are missed where poison was swallowed', () => {
    expect(kindsOf(wrong((_, { poisons }) => poisons.push(poison(3))))).toEqual(['dead letters']);
  });
});

describe('slow recovery', () => {
  /** A group that stands still from 20 s on for so long. */
  const stalled =
    (kind: 'kill' | 'restart' | 'broker', ms: number) =>
    (tale: Tale, { consumed, faults }: History) => {
      const others = consumed.filter(({ group }) => group !== 'attune.intent');
      consumed.splice(0, Infinity, ...others);
      tale.consumed('attune.intent', (at) => (at >= 20_000 && at < 20_000 + ms ? 20_000 + ms - at : 300));
      const target = kind === 'broker' ? 'broker' : 'intent';
      faults.push({ kind, target, from: start + 20_000, to: start + 20_000 });
    };
  it.each([
    ['kill', 14_000, 16_000],
    ['broker', 19_000, 21_000],
    ['restart', 2_900, 3_200],
  ] as const)('after a %s', (kind, good, bad) => {
    expect(wrong(stalled(kind, good))).toEqual([]);
    expect(kindsOf(wrong(stalled(kind, bad)))).toEqual(['slow recovery']);
  });

  it('is not taken for good where nobody watched', () => {
    const unwatched = wrong((_, history) => history.consumed.splice(0));
    expect(unwatched).toHaveLength(6);
    expect(kindsOf(unwatched)).toEqual(['slow recovery']);
    const blind = ({ faults }: History) =>
      faults.push({ kind: 'kill', target: 'desk', from: start + 61_000, to: start + 61_000 });
    expect(kindsOf(wrong((_, history) => blind(history)))).toEqual(['slow recovery']);
  });

  it('is not told where another fault came in between', () => {
    const both = (tale: Tale, history: History) => {
      stalled('kill', 16_000)(tale, history);
      history.faults.push({ kind: 'broker', target: 'broker', from: start + 25_000, to: start + 29_000 });
    };
    expect(kindsOf(wrong(both))).toEqual([]);
  });
});

it('shares no code with what it judges', () => {
  const allowed = /^(node:|kafkajs$|\.\/)/;
  for (const file of readdirSync(__dirname).filter((name) => !name.endsWith('.spec.ts'))) {
    const source = readFileSync(join(__dirname, file), 'utf8');
    for (const [, from] of source.matchAll(/from '([^']+)'/g))
      expect([file, from]).toEqual([file, expect.stringMatching(allowed)]);
  }
});
