import { readFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { topics } from '@attune/contracts';
import { kafkaBus } from '@attune/messaging/kafka';
import { mongo } from 'mongoose';

/** What a running cluster writes down about itself. */
interface Running {
  url: string;
  token: string;
  brokers: string;
  mongoUri: string;
}

/** Words that stand nowhere else: whoever finds one has found this customer. */
const canaries = { name: 'Quenbyzanth', asked: 'flimmerwock', fedUp: 'grumblethwip', written: 'kestrelwhomp' };
const words = Object.values(canaries);

/** Text and base64, wherever in its three bytes the first letter falls. */
const shapesOf = (word: string): string[] => [
  word,
  ...[0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(word)]).toString('base64');
    return text.slice(shift === 0 ? 0 : 4, Math.floor((shift + word.length) / 3) * 4);
  }),
];
const found = (what: string, where: string): string[] =>
  words.filter((word) => shapesOf(word).some((shape) => what.includes(shape))).map((word) => `${word} ${where}`);

/**
 * Plays a customer of the cluster whose files lie in `dataDir`, forgets them, and looks for their words in every record of every
 * topic, in every document of every database, and at the doors. `shown`: at the doors before; `left`: anywhere afterwards.
 */
export async function forgetSomebody(dataDir: string): Promise<{ shown: string[]; left: string[] }> {
  const running = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as Running;
  const ask = async <T>(path: string, token: string | undefined, body?: object): Promise<T> => {
    const response = await fetch(`${running.url}/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json().catch(() => ({}))) as T;
  };
  const { token } = await ask<{ token: string }>('channel/sessions', undefined, { name: canaries.name });
  const say = (text: string) => ask('channel/messages', token, { text, clientId: text });
  const history = () => ask<{ messages?: { from: string }[] }>('channel/history', token);
  const heard = async (from: string) => ((await history()).messages ?? []).some((message) => message.from === from);

  await say(`How long do I have to return a ${canaries.asked}?`);
  await until(() => heard('automation'));
  await say(`${canaries.fedUp}! I want to talk to a person, please`);
  let conversationId = '';
  await until(async () => {
    const { handoffs = [] } = await ask<{ handoffs?: { conversationId: string }[] }>('desk/queue', running.token);
    for (const one of handoffs) {
      const seen = await ask('desk/conversations/' + one.conversationId, running.token);
      if (JSON.stringify(seen).includes(canaries.fedUp)) conversationId = one.conversationId;
    }
    return conversationId !== '';
  });
  await ask(`desk/conversations/${conversationId}/accept`, running.token, {});
  await until(async () => {
    await ask(`desk/conversations/${conversationId}/reply`, running.token, {
      text: `Hello, I see to your ${canaries.written}.`,
      clientId: '1',
    });
    return heard('person');
  });
  const events = () =>
    ask<{ events?: { name: string; data: { customerId?: string } }[] }>(
      `insights/conversations/${conversationId}/events`,
      running.token,
    );
  const customerId = ((await events()).events ?? []).find(({ data }) => data.customerId)?.data.customerId ?? '';
  const doors = async () =>
    JSON.stringify([
      await history(),
      await ask(`desk/conversations/${conversationId}`, running.token),
      await ask(`context/customers/${customerId}`, running.token),
      await events(),
    ]);
  const before = await doors();
  await ask(`context/customers/${customerId}/forget`, running.token, {});
  // Another process may use a key that it has read for a minute more (docs/operations.md).
  await until(async () => found(await doors(), 'door').length === 0, 90_000);
  return {
    shown: words.filter((word) => before.includes(word)),
    left: [...found(await doors(), 'at the doors'), ...(await inTopics(running)), ...(await inDocuments(running))],
  };
}

async function inTopics({ brokers }: Running): Promise<string[]> {
  const bus = kafkaBus({ brokers: brokers.split(','), clientId: 'forgetting' });
  const left: string[] = [];
  await new Promise<void>((resolve, reject) => {
    bus
      .follow({
        topics: topics.map(({ name }) => name),
        from: 'start',
        onRecord: ({ topic, offset, key, headers, value }) => {
          const text = `${key} ${JSON.stringify(headers)} ${Buffer.from(value ?? []).toString()}`;
          left.push(...found(text, `${topic}@${offset}`));
        },
        onCaughtUp: resolve,
      })
      .catch(reject);
  });
  await bus.close();
  return left;
}

async function inDocuments({ mongoUri }: Running): Promise<string[]> {
  // The driver would import it dynamically, which jest refuses.
  const client = await new mongo.MongoClient(mongoUri, { runtimeAdapters: { os } }).connect();
  const left: string[] = [];
  const { databases } = await client.db().admin().listDatabases();
  for (const { name } of databases)
    for (const { name: collection } of await client.db(name).listCollections().toArray())
      for await (const document of client.db(name).collection(collection).find({}, { raw: true }))
        left.push(...found(Buffer.from(document as unknown as Uint8Array).toString('latin1'), `${name}.${collection}`));
  await client.close();
  return left;
}

async function until(is: () => Promise<boolean>, ms = 40_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200)))
    if (await is()) return;
  throw new Error('It did not come to that in time');
}
