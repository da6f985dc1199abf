import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deliveryReported, messageOffered, replyPreparedByDesk } from '@attune/contracts';
import { startEmbedded, type Embedded } from '.';
import { agentToken, ask, customerOf, get, recordOf, type Answer } from './test-doors';

jest.setTimeout(60_000);

const dataDir = mkdtempSync(join(tmpdir(), 'attune-doors-'));
const domainDir = resolve(__dirname, '..', '..', '..', 'domains', 'shop');
const environment = { ATTUNE_WEBHOOK_SECRET_SMS: 'a secret of sixteen letters or more' };

let attune: Embedded;
let agent: string;
beforeAll(async () => {
  attune = await startEmbedded({ dataDir, domainDir, port: 0, quietMs: 0, requestsPerMinute: 0, environment });
  agent = agentToken(attune);
});
afterAll(async () => {
  await attune.close();
  rmSync(dataDir, { recursive: true });
});

/** Whatever was tried before: this still works. */
afterEach(async () => {
  const ada = await customerOf(attune);
  await ada.says('How long do I have to return a jacket?');
  expect(await ada.sees()).toMatchObject([
    { from: 'customer' },
    { from: 'automation', text: expect.stringMatching(/30 days/) },
  ]);
}, 60_000);

/** Refused in words that help: what is wrong and how to mend it. */
function expectProblem(answer: Answer, status: number, says: RegExp): void {
  expect(answer).toMatchObject({ status, type: 'application/problem+json', body: { status } });
  expect(`${answer.body.title}: ${answer.body.detail}`).toMatch(says);
}

describe('the door for what a customer says', () => {
  const say = async (body: unknown, options: Parameters<typeof ask>[2] = {}) => {
    const { token } = await customerOf(attune);
    return ask(attune, 'channel/messages', { token, body, ...options });
  };

  it.each<[what: string, body: unknown, status: number, says: RegExp]>([
    ['what is not JSON', '{"text": "hel', 400, /not valid JSON/],
    ['text that is a number', { text: 42, clientId: '1' }, 400, /text: .*expected string/],
    ['a list', ['hello'], 400, /expected object/],
    ['nothing', {}, 400, /text: .*clientId: /],
    ['an empty text', { text: '', clientId: '1' }, 400, /text: /],
    ['a text of white space and control characters', { text: ' \u0000\u0007\n ', clientId: '1' }, 422, /empty/],
    ['1 MB of text', { text: 'x'.repeat(1_000_000), clientId: '1' }, 413, /64 KiB/],
    ['20,000 characters', { text: 'x'.repeat(20_000), clientId: '1' }, 413, /16,?000/],
    ['an endless client id', { text: 'Hello', clientId: 'x'.repeat(5000) }, 400, /clientId: /],
    ['__proto__', '{"__proto__": {"text": "hello"}, "clientId": "1"}', 400, /text: /],
  ])('refuses %s', async (_what, body, status, says) => {
    expectProblem(await say(body), status, says);
  });

  it.each(['application/xml', 'text/plain', 'multipart/form-data; boundary=x'])('refuses %s', async (type) => {
    expectProblem(await say('<text>Hello</text>', { headers: { 'content-type': type } }), 415, /as JSON/);
  });

  it.each([
    ['no token', undefined],
    ['a token that is none', 'eyJhbGciOiJub25lIn0.e30.'],
    ['a token of an agent', 'agent'],
  ])('refuses %s', async (_what, token) => {
    const given = token === 'agent' ? agent : token;
    const answer = await ask(attune, 'channel/messages', {
      body: { text: 'Hello', clientId: '1' },
      ...(given !== undefined && { token: given }),
    });
    expectProblem(answer, 401, /session of a customer/);
  });

  it('takes the same client id once', async () => {
    const { token, sees } = await customerOf(attune);
    const twice = { token, body: { text: 'Are returns free?', clientId: 'the same' } };
    const [first, second] = [
      await ask(attune, 'channel/messages', twice),
      await ask(attune, 'channel/messages', twice),
    ];
    expect(second.body['messageId']).toBe(first.body['messageId']);
    await attune.idle();
    expect((await sees()).filter(({ from }) => from === 'customer')).toHaveLength(1);
  });

  it.each([
    ['markup', `<img src=x onerror="alert(1)"><script>alert('x')</script>`],
    ['a template', '{{ facts.orderNumber }} ${SHOP_ORDERS_TOKEN} {{ constructor.constructor("return process")() }}'],
    ['a path', '../../../../etc/passwd'],
    ['an operator', '{"$gt": ""} \'; DROP TABLE customers; --'],
    ['emoji, right-to-left and combining marks', '👩‍👩‍👧‍👦 \u202etfel-ot-thgir\u202c Z\u0351\u036e\u0343algo'],
    ['half a character', 'half \ud83d of an emoji'],
    ['one character 16,000 times', 'a'.repeat(16_000)],
    ['words that make slow patterns slow', `A-${'1'.repeat(4000)} ${'!'.repeat(4000)}@${'a.'.repeat(2000)}`],
  ])('takes %s as words like others', async (_what, text) => {
    const customer = await customerOf(attune);
    await customer.says(text);
    const [said, answered] = await customer.sees();
    expect(said).toMatchObject({ from: 'customer' });
    expect(answered).toMatchObject({ from: 'automation' });
    expect(answered?.text).not.toMatch(/root:|example-token|\$\{/);
  });
});

describe('doors for people who work here', () => {
  it.each([
    ['a conversation that does not exist', 'desk/conversations/cnv_nobody', undefined, 404, /No such handoff/],
    ['an id that is none', 'desk/conversations/..%2f..%2fetc', undefined, 400, /conversation in the path/],
    [
      'a reply to nobody',
      'desk/conversations/cnv_nobody/reply',
      { text: 'Hello?', clientId: '1' },
      404,
      /No such handoff/,
    ],
    ['the return of nothing', 'desk/conversations/cnv_nobody/return', { decided: 'x' }, 404, /No such handoff/],
    ['a customer whom nobody knows', 'context/customers/cus_nobody', undefined, 404, /Unknown customer/],
    ['to forget nobody', 'context/customers/cus_nobody/forget', {}, 404, /Unknown customer/],
    ['an article that does not exist', 'knowledge/articles/art_none', undefined, 404, /article/i],
    ['a figure that does not exist', 'insights/figures/happiness/conversations', undefined, 404, /happiness/],
    ['a door that does not exist', 'desk/nothing', undefined, 404, /./],
    ['a service that does not exist', 'nobody/at/home', undefined, 404, /./],
  ])('answer for %s', async (_what, path, body, status, says) => {
    expectProblem(await ask(attune, path, { token: agent, body }), status, says);
  });

  it.each(['desk/queue', 'insights/figures', 'context/customers/cus_x', 'escalation/dead-letters'])(
    '%s stays closed to customers and strangers',
    async (path) => {
      const { token } = await customerOf(attune);
      for (const given of [undefined, token, 'nonsense'])
        expectProblem(await ask(attune, path, given === undefined ? {} : { token: given }), 401, /Not signed in/);
    },
  );
});

describe('the webhook', () => {
  const body = { id: 'w1', from: '+44 20 7946 0000', text: 'How long do I have to return a jacket?' };
  const signature = (text: string, secret = environment.ATTUNE_WEBHOOK_SECRET_SMS) => ({
    'x-attune-signature': `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`,
  });
  const call = (text: string, headers: Record<string, string>) =>
    ask(attune, 'channel/webhooks/sms', { body: text, headers });

  it.each([
    ['no signature', {}],
    ['a signature that is none', { 'x-attune-signature': 'sha256=00' }],
    ['a signature with another secret', signature(JSON.stringify(body), 'another')],
    ['the signature of another body', signature(JSON.stringify({ ...body, text: 'Refund me' }))],
  ])('refuses %s', async (_what, headers) => {
    expectProblem(await call(JSON.stringify(body), headers), 401, /raw body/);
  });

  it('takes what is signed, once', async () => {
    const text = JSON.stringify(body);
    const answers = [await call(text, signature(text)), await call(text, signature(text))];
    expect(answers).toMatchObject([
      { status: 202, body: { again: false } },
      { status: 202, body: { again: true } },
    ]);
    await attune.idle();
  });

  it('says what is wrong with what is signed', async () => {
    const text = JSON.stringify({ ...body, from: 7 });
    expectProblem(await call(text, signature(text)), 400, /from: /);
  });
});

describe('the bus', () => {
  const reply = JSON.stringify({ data: replyPreparedByDesk.example.data });
  const { to, conversationId } = replyPreparedByDesk.example.data;

  it.each([
    ['an unknown version', recordOf('attune.desk.ReplyPrepared.v9', to, reply), 'unknownVersion', /ReplyPrepared\.v9/],
    ['what is not JSON', recordOf(replyPreparedByDesk.type, 'cnv_1', '\u0000 no JSON'), 'undecodable', /not JSON/],
    ['data of another shape', recordOf(replyPreparedByDesk.type, 'cnv_2', '{"data": 7}'), 'invalid', /data/],
    ['no data at all', recordOf(replyPreparedByDesk.type, 'cnv_3', 'null'), 'invalid', /data/],
    [
      'headers that are none',
      { topic: 'attune.desk', key: 'cnv_4', value: '{}', headers: { hello: 'world' } },
      'undecodable',
      /ce_specversion/,
    ],
    [
      'another key than its subject',
      { ...recordOf(replyPreparedByDesk.type, 'cnv_5', reply), key: 'cnv_6' },
      'invalid',
      /key/,
    ],
    ['a reply to nobody', recordOf(replyPreparedByDesk.type, conversationId, reply), 'failed', /a reply to nobody/],
    [
      'a message without words',
      recordOf(
        messageOffered.type,
        messageOffered.example.data.addressId,
        JSON.stringify({ data: messageOffered.example.data }),
      ),
      'failed',
      /no text/,
    ],
  ])('puts %s aside with its reason', async (_what, record, kind, reason) => {
    await attune.bus.publish([record]);
    await attune.idle();
    const { letters } = await get<{ letters: { kind: string; reason: string }[] }>(attune, 'escalation/dead-letters', {
      token: agent,
    });
    expect(letters).toContainEqual(expect.objectContaining({ kind, reason: expect.stringMatching(reason) }));
  });

  it('takes a report about a message that nobody has sent for nothing', async () => {
    const { data } = deliveryReported.example;
    await attune.bus.publish([recordOf(deliveryReported.type, data.addressId, JSON.stringify({ data }))]);
    await attune.idle();
  });
});
