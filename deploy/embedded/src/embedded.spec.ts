import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEmbedded, type Embedded } from '.';

jest.setTimeout(60_000);

const dataDir = mkdtempSync(join(tmpdir(), 'attune-embedded-'));
const domainDir = resolve(__dirname, '..', '..', '..', 'domains', 'shop');
const open = () => startEmbedded({ dataDir, domainDir, port: 0, quietMs: 0, requestsPerMinute: 0 });

let attune: Embedded;
beforeAll(async () => void (attune = await open()));
afterAll(async () => {
  await attune.close();
  rmSync(dataDir, { recursive: true });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of many doors, looked into by each test
async function ask(path: string, token?: string, body?: object): Promise<any> {
  const response = await fetch(`${attune.url}/api/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}

interface Said {
  from: string;
  text: string;
  citations?: { title: string }[];
}

/** A customer at the doors of web chat. */
async function customer() {
  const { token } = await ask('channel/sessions', undefined, { origin: 'test' });
  let count = 0;
  return {
    async says(text: string) {
      await ask('channel/messages', token, { text, clientId: `message ${++count}` });
      await attune.idle();
    },
    sees: async (): Promise<{ holder: string; messages: Said[] }> => ask('channel/history', token),
  };
}
const agent = () => new URL(attune.signInUrl).searchParams.get('token') ?? '';

it('answers a question from an article and names it', async () => {
  const ada = await customer();
  await ada.says('How long do I have to return a jacket?');
  const { messages } = await ada.sees();
  expect(messages.map(({ from }) => from)).toEqual(['customer', 'automation']);
  expect(messages[1]?.citations?.length).toBeGreaterThan(0);
});

it('gives the conversation to a person, who answers and hands it back', async () => {
  const ben = await customer();
  await ben.says('I want to talk to a person, please');
  expect((await ben.sees()).holder).toBe('queue');
  const { handoffs } = await ask('desk/queue', agent());
  const conversation = `desk/conversations/${handoffs[0].conversationId}`;
  await ask(`${conversation}/accept`, agent(), {});
  await attune.idle();
  expect((await ben.sees()).holder).toBe('person');
  await ask(`${conversation}/reply`, agent(), { text: 'Hello, this is Kim.', clientId: 'reply 1' });
  await attune.idle();
  expect((await ben.sees()).messages.at(-1)).toMatchObject({ from: 'person', text: 'Hello, this is Kim.' });
  await ask(`${conversation}/return`, agent(), { decided: 'Nothing', leftOpen: '', promises: [], kept: [], facts: {} });
  await attune.idle();
  expect((await ben.sees()).holder).toBe('automation');
});

it('goes on where it was when a service comes back', async () => {
  const cid = await customer();
  await attune.stopService('intent');
  await expect(ask('intent/health/live')).rejects.toThrow('Not available');
  await cid.says('How long do I have to return a jacket?');
  expect((await cid.sees()).messages).toHaveLength(1);
  await attune.startService('intent');
  await attune.idle();
  expect((await cid.sees()).messages[1]).toMatchObject({ from: 'automation' });
});

it('hands sockets over to their service, and refuses them where nobody is signed in', async () => {
  async function upgrade(path: string) {
    const headers = {
      connection: 'upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
    };
    const asked = request(`${attune.url}${path}`, { headers }).end();
    const [response, socket] = await Promise.race([once(asked, 'upgrade'), once(asked, 'response')]);
    socket?.destroy();
    return response.statusCode as number;
  }
  expect(await upgrade(`/api/desk/socket?token=${agent()}`)).toBe(101);
  expect(await upgrade(`/api/insights/socket?token=${agent()}`)).toBe(101);
  expect(await upgrade('/api/desk/socket')).toBe(401);
});

it('shows every event of a conversation to who may see it', async () => {
  const { conversations } = await ask('insights/conversations?limit=5', agent());
  const { events } = await ask(`insights/conversations/${conversations[0].conversationId}/events`, agent());
  expect(events.map(({ type }: { type: string }) => type)).toContain('attune.escalation.ControlDecided.v1');
});

it('keeps everything over a restart', async () => {
  const { conversations } = await ask('insights/conversations?limit=50', agent());
  await attune.close();
  attune = await open();
  expect((await ask('insights/conversations?limit=50', agent())).conversations).toHaveLength(conversations.length);
  const dora = await customer();
  await dora.says('How long do I have to return a jacket?');
  expect((await dora.sees()).messages).toHaveLength(2);
});
