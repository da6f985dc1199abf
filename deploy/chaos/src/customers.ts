import { addressIdOf } from '@attune/contracts';
import type { SeededChance } from '@attune/testing';
import type { Accepted, Said } from './checker/history';
import type { Arrived } from './fake-channel';
import type { Ledger } from './ledger';

/** How words reach the product. Resolves to the id of the message; undefined when no door took it. */
export interface Doors {
  webhook(address: string, id: string, text: string): Promise<string | undefined>;
  inbound(address: string, id: string, text: string): Promise<string | undefined>;
}

const questions = [
  'How long do I have to return a jacket?',
  'Do you ship to Austria?',
  'How can I pay?',
  'What does the warranty cover?',
  'How long does a refund take?',
];

interface Customer {
  address: string;
  addressId: string;
  door: Said['door'];
  order: string;
  /** Says this when the next reply has come. */
  then: ((message: Arrived) => void) | undefined;
  said: number;
}

/**
 * Customers who come at their own times, whether or not those before them have been answered (open loop). Each is somebody new with
 * an order of their own; some ask twice, some cancel that order and agree when they are asked.
 */
export class Customers {
  private readonly byAddress = new Map<string, Customer>();
  private readonly underWay = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private came = 0;
  /** Messages said by now. */
  said = 0;

  constructor(
    private readonly doors: Doors,
    private readonly chance: SeededChance,
    private readonly secret: string,
    private readonly ledgers: { said: Ledger<Said>; accepted: Ledger<Accepted> },
  ) {}

  /** `rate`: turns a second, about. */
  start(rate: number): void {
    const comings = rate / turnsEach;
    const begin = Date.now();
    let due = 0;
    this.timer = setInterval(() => {
      while (due < (Date.now() - begin) / 1_000) {
        due += -Math.log(1 - this.chance.next()) / comings;
        this.come();
      }
    }, 10);
  }

  /** Nobody new comes; resolves when what was being said has been taken. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.settle();
  }

  /** Resolves when every message that was said is accepted, or was given up. */
  async settle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Something has arrived at the fake channel. */
  hear(message: Arrived): void {
    const customer = this.byAddress.get(message.addressId);
    if (!customer || message.kind === 'holdingNotice') return;
    const { then } = customer;
    customer.then = undefined;
    then?.(message);
  }

  private come(): void {
    const n = this.came++;
    const { seed } = this.chance;
    const address = `${seed}-${n}@chaos.example`;
    const customer: Customer = {
      address,
      addressId: addressIdOf(this.secret, 'chat', address),
      door: n % 2 === 0 ? 'inbound' : 'webhook',
      order: `A-${String(n % 10_000).padStart(4, '0')}`,
      then: undefined,
      said: 0,
    };
    this.byAddress.set(customer.addressId, customer);
    const what = this.chance.next();
    if (what < 0.2) this.cancel(customer);
    else if (what < 0.35) this.say(customer, 'status', `Where is my order ${customer.order}?`);
    else if (what < 0.45) this.askTwice(customer);
    else if (what < 0.5) this.burst(customer);
    else if (what < 0.51) this.say(customer, 'person', 'I want to talk to a person');
    else this.say(customer, 'question', this.chance.pick(questions));
  }

  private cancel(customer: Customer): void {
    this.say(customer, 'cancel', `Please cancel ${customer.order}`);
    customer.then = ({ kind, intention }) => {
      if (kind === 'reply' && intention === 'question') this.say(customer, 'agrees', 'Yes, please');
    };
  }

  private askTwice(customer: Customer): void {
    this.say(customer, 'question', this.chance.pick(questions));
    customer.then = () => this.say(customer, 'question', this.chance.pick(questions));
  }

  /** Two messages in quick succession, which are one turn where channel was there to fold them. */
  private burst(customer: Customer): void {
    this.say(customer, 'question', 'Hello, one thing');
    setTimeout(() => this.say(customer, 'question', this.chance.pick(questions)), 200);
  }

  private say(customer: Customer, kind: Said['kind'], text: string): void {
    const { address, addressId, door, order } = customer;
    const id = `${this.chance.seed}-${address.split('@')[0]}-${++customer.said}`;
    this.said++;
    this.ledgers.said.write({
      id,
      addressId,
      kind,
      door,
      ...((kind === 'cancel' || kind === 'agrees') && { order }),
      at: Date.now(),
    });
    const taken = this.doors[door](address, id, text).then((messageId) => {
      if (messageId !== undefined) this.ledgers.accepted.write({ id, messageId, at: Date.now() });
    });
    this.underWay.add(taken);
    void taken.finally(() => this.underWay.delete(taken));
  }
}

/** What one customer says on average, in turns: one in five agrees to a cancellation, one in ten asks twice. */
const turnsEach = 1.3;
