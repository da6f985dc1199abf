import type { Snapshot, SnapshotPersonal } from '@attune/contracts';
import type { z } from 'zod';
import { endInSilence } from '../end-conversation/decide';
import { followHolder } from '../follow-holder/decide';
import { maxSnapshotBytes } from '../limits';
import { controlDecided } from '@attune/contracts';
import {
  addressId,
  answered,
  conversationId,
  conversationOf,
  customerId,
  event,
  hear,
  hour,
  known,
  learnt,
  names,
  silenceMs,
  start,
  told,
  verified,
} from '../testing';
import type { CustomerState, ForgottenCustomer } from '../state';

const snapshotIn = (decision: ReturnType<typeof hear>) => {
  const turnStarted = decision!.facts!.find((one) => one.definition.name === 'TurnStarted')!;
  return {
    clear: (turnStarted.data as { snapshot: Snapshot }).snapshot,
    personal: (turnStarted.options.personal as { snapshot: z.infer<typeof SnapshotPersonal> }).snapshot,
  };
};

describe('a turn', () => {
  it('of somebody new opens a conversation of an anonymous customer', () => {
    const decision = hear(undefined, 1);
    expect(told(decision)).toMatchObject([
      ['ConversationOpened', { conversationId, customerId, addressId, turnId: 'trn_1' }],
      ['TurnStarted', { conversationId, customerId, snapshot: { version: 1, verified: false, effort: { turns: 0 } } }],
    ]);
    expect(decision?.facts?.[1]?.options).toMatchObject({
      kid: `key_${addressId}`,
      correlationId: 'trn_1',
      personal: { messages: [{ text: 'text 1' }] },
    });
  });

  it('is started once', () => {
    expect(hear(known(1), 1)).toBeUndefined();
    expect(hear(known(1, 2), 1, 9_000)).toBeUndefined();
  });

  it('continues the open conversation, with what was said before', () => {
    const decision = hear(known(1), 2);
    expect(names(decision)).toEqual(['TurnStarted']);
    const { clear, personal } = snapshotIn(decision);
    expect(clear).toMatchObject({ version: 2, effort: { turns: 1 } });
    expect(personal.recent).toMatchObject([{ who: 'customer', text: 'text 1' }]);
  });

  it('stops the clock of silence', () => {
    expect(hear(known(1), 2)?.timers).toEqual({ [`silence:${conversationId}`]: null });
  });

  it('continues also what a person or the queue holds', () => {
    const held = followHolder(
      known(1),
      event(controlDecided, { conversationId, holder: 'queue', epoch: 2 }),
      silenceMs,
      start,
    );
    const decision = hear(held?.state, 2);
    expect(names(decision)).toEqual(['TurnStarted']);
    expect(snapshotIn(decision).clear).toMatchObject({ holder: 'queue', handoffs: 1 });
  });

  it('counts going to another channel as a switch', () => {
    const first = hear(undefined, 1, 0, { verifiedAs: verified })!.state;
    const second = hear(first, 2, 1_000, { verifiedAs: verified, address: 'adr_mail', channel: 'email' })!.state;
    expect(conversationOf(second).effort).toMatchObject({ turns: 2, switches: 1 });
  });
});

describe('a customer who is verified', () => {
  it('goes on with the open conversation from another verified address, which is linked', () => {
    const first = hear(undefined, 1, 0, { verifiedAs: verified });
    const second = hear(first?.state, 2, 1_000, { verifiedAs: verified, address: 'adr_mail', channel: 'email' });
    expect(told(second)).toMatchObject([
      ['CustomerLinked', { customerId: verified, addressId: 'adr_mail' }],
      [
        'TurnStarted',
        { conversationId, customerId: verified, turn: { addressId: 'adr_mail' }, snapshot: { verified: true } },
      ],
    ]);
    expect(conversationOf(second?.state)).toMatchObject({ addressId: 'adr_mail', channel: 'email' });
  });

  it('is not heard by somebody who only knows the address', () => {
    const first = hear(undefined, 1, 0, { verifiedAs: verified, name: 'Ada' });
    const stranger = hear(first?.state, 2, 1_000);
    expect(names(stranger)).toEqual(['ConversationOpened', 'TurnStarted']);
    expect(snapshotIn(stranger)).toMatchObject({ clear: { verified: false, facts: [] }, personal: { recent: [] } });
    expect(snapshotIn(stranger).personal).not.toHaveProperty('name');
  });
});

describe('a conversation that has ended', () => {
  const ended = endInSilence(answered(known(1), 1)!.state, conversationId, hour, start + 2 * hour)!.state;

  it('is reopened for 72 hours', () => {
    const decision = hear(ended, 2, 70 * hour);
    expect(told(decision)).toMatchObject([
      ['ConversationReopened', { conversationId, turnId: 'trn_2' }],
      ['TurnStarted', { conversationId, snapshot: { version: 2, holder: 'automation', earlier: [] } }],
    ]);
  });

  it('is an earlier one after that, and its words are dropped', () => {
    const decision = hear(ended, 2, 75 * hour);
    expect(names(decision)).toEqual(['ConversationOpened', 'TurnStarted']);
    expect(snapshotIn(decision)).toMatchObject({ clear: { earlier: [{ resolved: true }] }, personal: { recent: [] } });
    expect(
      Object.keys((decision?.state as { personal: { conversations: object } }).personal.conversations),
    ).toHaveLength(1);
  });
});

describe('a customer who was forgotten', () => {
  const forgotten: ForgottenCustomer = { status: 'forgotten', customerId, origin: 'live', kids: [`key_${addressId}`] };

  it('stays forgotten: later turns of theirs are quiet', () => {
    expect(hear(forgotten, 2)).toBeUndefined();
  });
  it('begins anew with a new key', () => {
    const decision = hear(forgotten, 2, 1_000, { kid: `key_${addressId}.2` });
    expect(names(decision)).toEqual(['ConversationOpened', 'TurnStarted']);
    expect(decision?.state).toMatchObject({ status: 'known', kid: `key_${addressId}.2`, earlier: [] });
  });
});

it('the snapshot never exceeds 16 KiB: the oldest exchanges go first', () => {
  let state: CustomerState = known(1);
  const long = '語'.repeat(2_000);
  for (let n = 1; n < 30; n++) {
    const entities = [{ name: 'order', value: `${n}${'x'.repeat(400)}` }];
    state = answered(state, n, { entities, text: long, intents: [`intent_${n}`] }, { text: long })!.state;
    state = hear(state, n + 1, undefined, { text: long })!.state;
  }
  const { clear, personal } = snapshotIn(hear(state, 99, 100_000));
  expect(Buffer.byteLength(JSON.stringify({ clear, personal }))).toBeLessThanOrEqual(maxSnapshotBytes);
  expect(personal.recent.length).toBeLessThan(12);
  expect(personal.recent.at(-1)?.text).toHaveLength(600);
  expect(clear.facts).toHaveLength(1);
});

it('what a failed assessment says is not learned, and the turn can still be', () => {
  expect(learnt(known(1), 1, { failed: 'no model' })).toBeUndefined();
});
