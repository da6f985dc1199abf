import { shop } from '../shop.testkit';
import { carryOut } from './carry-out';
import type { ToolRequest } from './request';
import type { ToolCall, ToolOutcome } from './tools';

const request = (tool: 'lookUpOrder' | 'cancelOrder'): ToolRequest => ({
  actionId: 'act_1',
  tool,
  effect: tool === 'cancelOrder' ? 'write' : 'read',
  hash: 'h',
  ...(tool === 'cancelOrder' && { key: 'act_k' }),
});
const { signal } = new AbortController();

function outside(outcome: ToolOutcome = { kind: 'done', value: { status: 'ok', secret: 1 }, attempts: 1, tookMs: 1 }) {
  const calls: ToolCall[] = [];
  const tools = { call: (call: ToolCall) => (calls.push(call), Promise.resolve(outcome)) };
  return { calls, env: { pack: shop, secret: 's', tools } };
}

describe('carrying out', () => {
  it('sends the key of a write and keeps only what playbooks may see', async () => {
    const { calls, env } = outside();
    const outcome = await carryOut(env, {
      args: request('cancelOrder'),
      personal: { with: { order: 'A' } },
      attempt: 1,
      signal,
    });
    expect(calls).toMatchObject([{ idempotencyKey: 'act_k', with: { order: 'A' } }]);
    expect(outcome).toMatchObject({ kind: 'done', value: { status: 'ok' } });
    expect(outcome).not.toHaveProperty('value.secret');
  });

  it('does not send a write again that was broken off', async () => {
    const { calls, env } = outside();
    const outcome = await carryOut(env, { args: request('cancelOrder'), personal: { with: {} }, attempt: 2, signal });
    expect(outcome).toMatchObject({ kind: 'inDoubt', reason: 'interrupted' });
    expect(calls).toEqual([]);
  });

  it('repeats a read that was broken off', async () => {
    const { calls, env } = outside();
    await carryOut(env, { args: request('lookUpOrder'), personal: { with: {} }, attempt: 2, signal });
    expect(calls).toHaveLength(1);
  });

  it('sends nothing for a customer who was forgotten', async () => {
    const { calls, env } = outside();
    const outcome = await carryOut(env, { args: request('cancelOrder'), attempt: 1, signal });
    expect(outcome).toMatchObject({ kind: 'failed' });
    expect(calls).toEqual([]);
  });

  it('does not believe an answer that lacks what the pack promises', async () => {
    const { env } = outside({ kind: 'done', value: {}, attempts: 1, tookMs: 1 });
    const given = { personal: { with: {} }, attempt: 1, signal };
    expect(await carryOut(env, { args: request('lookUpOrder'), ...given })).toMatchObject({
      kind: 'failed',
      meaning: 'invalid',
    });
    expect(await carryOut(env, { args: request('cancelOrder'), ...given })).toMatchObject({
      kind: 'done',
      value: null,
    });
  });
});
