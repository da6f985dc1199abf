import { randomBytes } from 'node:crypto';
import {
  controlDecided,
  eventDeadLettered,
  exampleValues as x,
  messageReceived,
  seal,
  turnReceived,
  turnStarted,
} from '@attune/contracts';
import { memoryKeys } from '@attune/storage';
import { event, iso } from '../test-events';
import { inOrder, liveEvent } from './live-event';
import { openPersonal } from './open-personal';
import { Recent } from './recent';

const record = { topic: 'attune.channel', partition: 3, offset: '7' };

it('shows clear data only, and that there is more', () => {
  const shown = liveEvent({ event: event(turnReceived), ...record }, undefined);
  expect(shown).toMatchObject({ name: 'TurnReceived', service: 'channel', hasPersonal: true, offset: '7' });
  expect(JSON.stringify(shown)).not.toContain('How long do I have');
  expect(liveEvent({ event: event(eventDeadLettered), ...record }, undefined).data).toMatchObject({ valueBytes: 4 });
});

it('brings what channel received into its conversation as soon as that is known', () => {
  const recent = new Recent();
  recent.add(event(messageReceived, {}, { correlationId: x.messageId }), record);
  recent.add(event(turnReceived), record);
  const { linked } = recent.add(event(turnStarted), record);
  expect(linked.map(({ name }) => name)).toEqual(['MessageReceived', 'TurnReceived']);
  expect(recent.add(event(turnReceived), record).event.conversationId).toBe(x.conversationId);
  expect(recent.last(10).every(({ conversationId }) => conversationId === x.conversationId)).toBe(true);
});

it('keeps the last 2,000', () => {
  const recent = new Recent();
  for (let i = 0; i < 2_005; i++) recent.add(event(controlDecided), record);
  expect(recent.last(5_000)).toHaveLength(2_000);
  expect(recent.last(3)).toHaveLength(3);
});

it('puts causes before effects within a millisecond', () => {
  const third = event(controlDecided, {}, { id: 'c', causationId: 'b', recordedTime: iso(1) });
  const second = event(turnStarted, {}, { id: 'b', causationId: 'a', recordedTime: iso(1) });
  const first = event(turnReceived, {}, { id: 'a', recordedTime: iso(1) });
  const later = event(turnReceived, {}, { id: 'd', recordedTime: iso(2) });
  expect(inOrder([later, third, second, first]).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
});

it('opens words with the key of their address, and says so where it is destroyed or does not fit', async () => {
  const keys = memoryKeys();
  const key = (await keys.create('adr_1')) as Uint8Array;
  await keys.create('adr_2');
  const origin = { id: 'evt_1', type: 't', subject: 's' };
  const readable = seal({ text: 'Hello' }, 'adr_1', key, randomBytes(12), origin);
  const wrong = { ...readable, kid: 'adr_2' };
  const unknown = { ...readable, kid: 'adr_3' };
  const opened = await openPersonal([readable, wrong, unknown], keys);
  expect([opened.get(readable), opened.get(wrong), opened.get(unknown)]).toEqual([
    { personal: { text: 'Hello' } },
    { unreadable: true },
    { unreadable: true },
  ]);
  await keys.destroy(['adr_1']);
  expect((await openPersonal([readable], keys)).get(readable)).toEqual({ forgotten: true });
});
