import {
  argumentsOf,
  effectKeyOf,
  loadPack,
  meaningOf,
  nextOpening,
  playbookScope,
  requestOf,
  resultOf,
} from './index';
import { timeScope, type Pack, type Tool } from './index';
import { smallPack, writePack } from './test-pack';

let pack: Pack;
const tool = (name: string): Tool => {
  const found = pack.tools.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};
beforeAll(async () => {
  const tools = smallPack['tools.yaml']?.replace('body: {}', "body: { why: '{{ number }}', times: 1 }");
  pack = await loadPack(writePack({ 'tools.yaml': tools }));
});

describe('a request', () => {
  const env = { ORDERS_URL: 'http://orders:7070' };

  it('takes its base from the environment and encodes what goes into the url', () => {
    const { url, method, body } = requestOf(tool('lookUp'), { number: 'A/1042?x=é' }, env);
    expect({ url, method, body }).toEqual({
      url: 'http://orders:7070/orders/A%2F1042%3Fx%3D%C3%A9',
      method: 'GET',
      body: undefined,
    });
  });

  it('carries JSON and the key of its effect', () => {
    const { headers, body } = requestOf(tool('cancel'), { number: 'A-1' }, env, 'key-1');
    expect(headers).toMatchObject({ 'idempotency-key': 'key-1', 'content-type': 'application/json' });
    expect(body).toBe('{"why":"A-1","times":1}');
  });

  it('names the variable that is missing', () => {
    expect(() => requestOf(tool('lookUp'), { number: 'A-1' }, {})).toThrow('needs ORDERS_URL in the environment');
  });
});

it('fills arguments from the scope, keeping the type of a whole value', () => {
  const scope = playbookScope(pack, { facts: { orderNumber: 'A-1042' }, order: { items: [1] } });
  const step = {
    with: { number: '{{ facts.orderNumber }}', all: '{{ order.items }}', said: 'No {{ channel }}', n: 3 },
  };
  expect(argumentsOf(step, scope)).toEqual({ number: 'A-1042', all: [1], said: 'No chat', n: 3 });
});

it('tells what a failure means, and for a write in doubt that nobody knows', () => {
  const meanings = (name: string) =>
    [404, 409, 422, 401, 429, 503, 500, 'noAnswer' as const, 'unreachable' as const].map((failure) =>
      meaningOf(tool(name), failure),
    );
  const usual = ['notFound', 'refused', 'invalid', 'denied', 'transient', 'transient'];
  expect(meanings('lookUp')).toEqual([...usual, 'transient', 'transient', 'transient']);
  expect(meanings('cancel')).toEqual([...usual, 'inDoubt', 'inDoubt', 'transient']);
  expect(meaningOf({ ...tool('lookUp'), errors: { '4xx': 'refused', 404: 'invalid' } }, 404)).toBe('invalid');
  expect(meaningOf({ ...tool('lookUp'), errors: { '4xx': 'refused' } }, 404)).toBe('refused');
});

it('makes the same key of the same effect, however it was written', () => {
  expect(effectKeyOf(tool('cancel'), { number: ' a-1042 ' })).toBe(effectKeyOf(tool('cancel'), { number: 'A-1042' }));
  expect(effectKeyOf(tool('cancel'), { number: 'A-1' })).not.toBe(effectKeyOf(tool('cancel'), { number: 'A-2' }));
});

it('keeps of an answer what the tool gives, and says what does not fit', () => {
  const answer = { status: 'sent', total: { minor: 1, currency: 'GBP' }, due: '2026-03-04', items: [], secret: 'x' };
  const { secret: _, ...kept } = answer;
  expect(resultOf(tool('lookUp'), answer)).toEqual({ ok: true, value: { ...kept, carrier: null } });
  expect(resultOf(tool('lookUp'), { ...answer, due: 'soon' })).toEqual({
    ok: false,
    problem: '"due" of the answer is not a date',
  });
  expect(resultOf(tool('lookUp'), { ...answer, status: undefined })).toMatchObject({ ok: false });
  expect(resultOf(tool('lookUp'), '<html>')).toMatchObject({ ok: false });
});

it('knows when the business is open, in its own zone', () => {
  const at = (instant: string) => timeScope(pack.hours, pack.zone, instant);
  expect(at('2026-07-01T07:30:00Z')).toEqual({ hour: 8, weekday: 'wednesday', open: true });
  expect(at('2026-01-07T07:30:00Z')).toEqual({ hour: 7, weekday: 'wednesday', open: false });
  expect(at('2026-07-01T19:00:00Z').open).toBe(false);
  expect(nextOpening(pack.hours, pack.zone, '2026-07-03T20:00:00Z')).toEqual({ weekday: 'monday', from: 480 });
  expect(nextOpening(pack.hours, pack.zone, '2026-07-03T05:00:00Z')).toEqual({ weekday: 'friday', from: 480 });
});
