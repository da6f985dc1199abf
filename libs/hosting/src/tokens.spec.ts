import { tokensOf, type AgentClaims, type CustomerClaims } from './tokens';

const secret = 'a secret of at least thirty-two characters';
const start = Date.parse('2030-01-01T00:00:00Z');
const customer: CustomerClaims = { addressId: 'adr_1', channel: 'chat', name: 'Ada', origin: 'demo' };
const agent: AgentClaims = { agentId: 'agt_1', name: 'Kim', roles: ['agent', 'lead'] };

it('gives back what was signed', async () => {
  const tokens = tokensOf(secret, () => start);
  expect(await tokens.verifyCustomer(await tokens.signCustomer(customer))).toEqual(customer);
  expect(await tokens.verifyAgent(await tokens.signAgent(agent))).toEqual(agent);
});

it('never takes a token of one kind as the other, nor one of another deployment', async () => {
  const tokens = tokensOf(secret, () => start);
  expect(await tokens.verifyAgent(await tokens.signCustomer(customer))).toBeUndefined();
  expect(await tokens.verifyCustomer(await tokens.signAgent(agent))).toBeUndefined();
  expect(await tokensOf(`${secret}!`, () => start).verifyAgent(await tokens.signAgent(agent))).toBeUndefined();
});

it('ends: an agent after 12 hours, a customer after 30 days', async () => {
  let now = start;
  const tokens = tokensOf(secret, () => now);
  const [agentToken, customerToken] = [await tokens.signAgent(agent), await tokens.signCustomer(customer)];
  now += 12 * 3_600_000 + 1000;
  expect(await tokens.verifyAgent(agentToken)).toBeUndefined();
  expect(await tokens.verifyCustomer(customerToken)).toEqual(customer);
  now += 30 * 24 * 3_600_000;
  expect(await tokens.verifyCustomer(customerToken)).toBeUndefined();
});

it.each(['', 'nonsense', 'a.b.c', 'eyJhbGciOiJub25lIn0.eyJhZ2VudElkIjoiYWd0XzEifQ.'])('refuses %j', async (token) => {
  const tokens = tokensOf(secret, () => start);
  expect(await tokens.verifyAgent(token)).toBeUndefined();
  expect(await tokens.verifyCustomer(token)).toBeUndefined();
});
