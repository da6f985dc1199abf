import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { inboundKid } from '@attune/channel';
import {
  addressIdOf,
  deliveryReported,
  keyedId,
  messageOffered,
  open,
  seal,
  type SealedBlock,
  toHeaders,
} from '@attune/contracts';
import type { Bus, BusRecord, OutRecord } from '@attune/messaging';
import { kafkaBus } from '@attune/messaging/kafka';
import type { Keys } from '@attune/storage';
import { mongoKeys } from '@attune/storage/mongo';
import type { Arrived } from './fake-channel';
import type { World } from './world';

interface Released {
  messageId: string;
  kind: string;
  addressId: string;
  conversationId?: string;
  answers: string[];
  by: { kind: string };
  intention: string;
}

/** What an adapter of another team does: offers what customers say on attune.inbound, and delivers what channel releases. */
export class Adapter {
  /** Released messages that were delivered: a topic may hold one twice. */
  private readonly delivered = new Set<string>();
  private stopped = false;
  private following: { stop(): Promise<void> } | undefined;
  /** Turns that were opened and not closed, as the adapter reads them. */
  private readonly openTurns = new Set<string>();
  private readonly closedTurns = new Set<string>();

  private constructor(
    private readonly bus: Bus,
    private readonly keys: Keys,
    private readonly inboundKey: Uint8Array,
    private readonly secret: string,
    private readonly deliverTo: string,
  ) {}

  static async start(world: World, deliverTo: string): Promise<Adapter> {
    const bus = kafkaBus({ brokers: world.kafka.brokers, clientId: 'chaos.adapter' });
    const keys = await mongoKeys({ uri: world.mongo.uri, kek: world.kek });
    const inboundKey = await keys.create(inboundKid);
    if (inboundKey === 'destroyed') throw new Error('The inbound key was destroyed; start with a new folder');
    const adapter = new Adapter(bus, keys, inboundKey, world.secret, deliverTo);
    await adapter.follow();
    return adapter;
  }

  get unclosed(): number {
    return this.openTurns.size;
  }

  /** Resolves to the id of the message once the bus has it, however long that takes: offered again, it is the same message. */
  async offer(address: string, outsideId: string, text: string): Promise<string> {
    const addressId = addressIdOf(this.secret, 'chat', address);
    const offerId = keyedId('msg', this.secret, outsideId);
    const headers = headersOf(messageOffered.type, `evt_${outsideId}`, addressId, offerId);
    const personal = seal({ text, address }, inboundKid, this.inboundKey, randomBytes(12), {
      id: `evt_${outsideId}`,
      type: messageOffered.type,
      subject: addressId,
    });
    const data = { addressId, channel: 'chat', offerId, saidAt: new Date().toISOString() };
    const value = JSON.stringify({ data, personal });
    await this.publish({ topic: messageOffered.topic, key: addressId, headers, value });
    return offerId;
  }

  async publish(record: OutRecord): Promise<void> {
    while (!(await this.bus.publish([record]).then(...both))) await wait(200);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.following?.stop();
    await this.bus.close();
    await this.keys.close();
  }

  /** From the start, also after an outage that was too long for the driver: what was delivered is not delivered again. */
  private async follow(): Promise<void> {
    this.following = await this.bus.follow({
      topics: ['attune.channel'],
      from: 'start',
      onRecord: (record) => this.take(record),
      onFatal: () => void this.followAgain(),
    });
  }

  private async followAgain(): Promise<void> {
    do await wait(500);
    while (!this.stopped && !(await this.follow().then(...both)));
  }

  private async take({ headers, value }: BusRecord): Promise<void> {
    const name = headers['ce_type']?.split('.')[2];
    const body = JSON.parse(Buffer.from(value ?? new Uint8Array()).toString() || '{}') as {
      data: Released & { turn: { turnId: string }; turnId: string };
      personal?: SealedBlock;
    };
    if (name === 'TurnReceived' && !this.closedTurns.has(body.data.turn.turnId))
      this.openTurns.add(body.data.turn.turnId);
    if (name === 'TurnClosed') {
      this.openTurns.delete(body.data.turnId);
      this.closedTurns.add(body.data.turnId);
    }
    if (name === 'ReplyReleased' && !this.delivered.has(body.data.messageId)) {
      this.delivered.add(body.data.messageId);
      await this.deliver(body.data, body.personal);
    }
  }

  private async deliver(released: Released, sealed: SealedBlock | undefined): Promise<void> {
    const { messageId, addressId, conversationId, kind, answers, by, intention } = released;
    const text = sealed && (await this.words(sealed));
    const message: Arrived = {
      messageId,
      addressId,
      ...(conversationId !== undefined && { conversationId }),
      kind,
      answers,
      byAutomation: by.kind === 'automation',
      intention,
      readable: text !== undefined,
      text: text ?? '',
    };
    await fetch(this.deliverTo, { method: 'POST', body: JSON.stringify(message) });
    const id = `evt_delivered_${messageId}`;
    const report = { data: { addressId, messageId, outcome: 'delivered' } };
    const headers = headersOf(deliveryReported.type, id, addressId, messageId);
    void this.publish({ topic: deliveryReported.topic, key: addressId, headers, value: JSON.stringify(report) });
  }

  /** The text of a sealed block; undefined when its key does not turn up in a minute: the words are lost then. */
  private async words(sealed: SealedBlock): Promise<string | undefined> {
    for (const end = Date.now() + 60_000; Date.now() < end; await wait(200)) {
      const found = await this.keys.read([sealed.kid]).catch(() => undefined);
      const key = found?.get(sealed.kid);
      if (key !== undefined && typeof key !== 'string') return (open(sealed, key) as { text: string }).text;
    }
    return undefined;
  }
}

const both = [() => true, () => false] as const;

const headersOf = (type: string, id: string, subject: string, correlationId: string) => {
  const now = new Date().toISOString();
  return toHeaders({
    id,
    source: '/shop/chaos',
    type,
    subject,
    sequence: 1,
    time: now,
    recordedTime: now,
    correlationId,
    causationId: id,
    origin: 'test',
    domainVersion: '0',
  });
};
