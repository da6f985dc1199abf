import {
  articlePublished,
  controlDecided,
  exampleValues as x,
  messageReceived,
  turnReceived,
  turnStarted,
  type AttuneEvent,
} from '@attune/contracts';
import { memoryStore } from '@attune/storage';
import { event, iso, recorded, sealed } from '../test-events';
import { rowsOf } from '../tokens';
import { eventsOf, writeEvents } from './write';

const message = event(messageReceived, {}, { correlationId: x.messageId, recordedTime: iso(0) });
const turn = event(turnReceived, {}, { recordedTime: iso(1) });
const started = event(turnStarted, {}, { recordedTime: iso(2) });
const control = event(controlDecided, {}, { recordedTime: iso(3) });
const article = event(articlePublished, {}, { subject: 'art_returns' });

async function after(...batches: AttuneEvent[][]) {
  const rows = rowsOf(memoryStore());
  const write = writeEvents(rows);
  for (const batch of batches) await write(batch.map(recorded));
  return rows;
}
const idsOf = async (rows: Awaited<ReturnType<typeof after>>) =>
  (await eventsOf(rows, x.conversationId, 10)).map(({ _id }) => _id).reverse();
const all = [message, turn, started, control].map(({ id }) => id);

it('brings what channel received into its conversation, in whatever order and batches it comes', async () => {
  expect(await idsOf(await after([message, turn, started, control]))).toEqual(all);
  expect(await idsOf(await after([message], [turn], [started], [control]))).toEqual(all);
  expect(await idsOf(await after([control, started], [turn], [message]))).toEqual(all);
});

it('writes a batch twice as once', async () => {
  const rows = await after([message, turn], [started], [message, turn], [started, control]);
  expect(await idsOf(rows)).toEqual(all);
  const { events } = rows;
  expect(await events.find({ limit: 10 })).toHaveLength(4);
});

it('keeps the event whole: clear data, the block as it was, and where it stood', async () => {
  const { events } = await after([turn]);
  expect(await events.get(turn.id)).toMatchObject({
    group: x.turnId,
    at: Date.parse(iso(1)),
    body: {
      event: { id: turn.id, data: turn.data, sealed },
      topic: 'attune.channel',
      partition: 3,
      offset: String(turn.sequence),
    },
  });
  expect(JSON.stringify(await events.get(turn.id))).not.toContain('How long do I have');
});

it('keeps what belongs to no conversation under its own subject', async () => {
  expect(await (await after([article])).events.find({ group: 'art_returns', limit: 1 })).toHaveLength(1);
});
