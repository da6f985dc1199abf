import { effects, exampleOrders, refuse, shown, type Answer, type Order } from '@attune/example-backends';
import type { Pack } from '@attune/domain';
import { httpTools, type Tools } from '@attune/resolution';
import type { Life } from '@attune/testing';

const environment = { SHOP_ORDERS_URL: 'http://orders.shop', SHOP_ORDERS_TOKEN: 'token' };

/**
 * The example shop's order system as the simulator reaches it: its own rules, in virtual time, with every fault of a network, and
 * with idempotency keys as good providers have them.
 */
export class SimulatedShop {
  /** What happened in the world, by idempotency key. */
  readonly done = new Map<string, { what: string; order: string }>();
  /** Every call that arrived. */
  readonly calls: { path: string; key?: string }[] = [];
  /** How often a write was sent, by idempotency key. */
  readonly sent = new Map<string, number>();
  /** The keys under which one and the same write was sent. */
  readonly keysOf = new Map<string, Set<string>>();
  /** How long it takes to answer, ms. */
  slowMs = 0;
  private readonly answers = new Map<string, Answer>();
  private readonly orders: Map<string, Order>;

  constructor(
    private readonly pack: Pack,
    now: number,
  ) {
    this.orders = exampleOrders(new Date(now));
  }

  /** Tools of one process: the real adapter, over a network that is simulated. */
  tools(life: Life): Tools {
    const send = async (url: string, init: RequestInit): Promise<Response> => {
      const answering = life.outside(async () => {
        if (this.slowMs > 0) await life.clock.sleep(this.slowMs);
        return this.answer(new URL(url), init, life.clock.now());
      });
      const late = life.clock.sleep(this.timeoutOf(init)).then(() => Promise.reject(new Error('simulated: timed out')));
      const { status, body } = await Promise.race([answering, late]);
      return new Response(JSON.stringify(body), { status });
    };
    return httpTools({
      pack: this.pack,
      environment,
      fetch: send as typeof fetch,
      now: () => life.clock.now(),
      pause: (ms) => life.clock.sleep(ms),
    });
  }

  /** The real time-out of the adapter is in real time, and never comes here. */
  private timeoutOf({ method = 'GET' }: RequestInit): number {
    return Math.min(...this.pack.tools.filter((tool) => tool.method === method).map(({ timeoutMs }) => timeoutMs));
  }

  private answer({ pathname }: URL, init: RequestInit, now: number): Answer {
    const [, , number = '', what] = pathname.split('/');
    const key = new Headers(init.headers).get('idempotency-key') ?? undefined;
    this.calls.push({ path: pathname, ...(key !== undefined && { key }) });
    if (key !== undefined && init.method !== 'GET') this.note(key, `${pathname} ${String(init.body)}`);
    const order = this.orders.get(decodeURIComponent(number).toUpperCase());
    if (!order) return refuse(404, 'unknownOrder', 'There is no such order.');
    if (what === undefined) return shown(order);
    const before = key === undefined ? undefined : this.answers.get(key);
    if (before) return before;
    const answer = effects[what as keyof typeof effects](
      order,
      JSON.parse(String(init.body || '{}')) as Record<string, unknown>,
      new Date(now),
    );
    const effectKey = key ?? `without key ${this.calls.length}`;
    this.answers.set(effectKey, answer);
    if (answer.status < 300) this.done.set(effectKey, { what, order: order.number });
    return answer;
  }

  private note(key: string, write: string): void {
    this.sent.set(key, (this.sent.get(key) ?? 0) + 1);
    this.keysOf.set(write, (this.keysOf.get(write) ?? new Set()).add(key));
  }
}
