import { channelCommands, kidOf } from '@attune/channel';
import { addressIdOf, deliveryReported, keyedId, type AttuneEvent, type ServiceName } from '@attune/contracts';
import { deskCommands } from '@attune/desk';
import type { OutsideAnswer } from '@attune/domain';
import { instant } from '@attune/messaging';
import { memoryStore } from '@attune/storage';
import { handlersOf, type Business } from './handlers-of';
import { Outside } from './outside';
import type { DeskCommand, Theatre } from './play';
import { Stage } from './stage';

export const secret = 'a-secret-of-the-rehearsal-that-is-long-enough';
/** A Monday morning on which most businesses are open. */
const mondayMorning = '2026-03-02T10:00:00.000Z';

/** An event as it was published. */
export interface Happened {
  service: string;
  name: string;
  subject: string;
  /** Epoch ms. */
  at: number;
  data: Record<string, unknown>;
  event: AttuneEvent;
}

export interface LightTheatreOptions extends Business {
  /** ISO 8601. */
  startsAt?: string;
  outside: readonly OutsideAnswer[];
  onStep?: (playbook: string, step: string) => void;
}

/** All services on a stage, with the doors that customers and people use. */
export class LightTheatre implements Theatre {
  readonly events: Happened[] = [];
  readonly stage: Stage;
  readonly world: Outside;
  private readonly commands;
  private count = 0;

  constructor(private readonly options: LightTheatreOptions) {
    const { pack, startsAt = mondayMorning, outside } = options;
    this.commands = channelCommands({ pack });
    const time = { now: () => this.stage.now, sleep: (ms: number) => this.stage.sleep(ms) };
    this.world = new Outside(pack, time, outside);
    this.stage = new Stage({
      domainId: pack.id,
      domainVersion: pack.version,
      startsAt: Date.parse(startsAt),
      handlersOf: (service) => this.handlersOf(service),
      onEvent: (event) => this.note(event),
    });
  }

  /** What went wrong inside, and what the outside was not told to answer. */
  get problems(): readonly string[] {
    return [...this.stage.problems, ...this.world.problems];
  }

  now(): number {
    return this.stage.now;
  }
  passes(ms: number): Promise<void> {
    return this.stage.passes(ms);
  }
  outside(answers: readonly OutsideAnswer[]): void {
    this.world.says(answers);
  }

  async say(address: string, text: string, { channel, verifiedAs }: { channel: string; verifiedAs?: string }) {
    const addressId = addressIdOf(secret, channel, address);
    const messageId = keyedId('msg', secret, `${address}/${++this.count}`);
    const kid = kidOf(addressId);
    const offered = { addressId, channel, origin: 'live' as const, messageId, text, masked: 0, kid };
    const whole = { ...offered, ...(verifiedAs !== undefined && { verifiedAs }) };
    const cause = { commandId: `cmd_${messageId}`, correlationId: messageId, kid };
    this.stage.execute('channel', this.commands.acceptMessage, addressId, whole, cause);
    await this.stage.settles();
  }

  async atDesk(what: DeskCommand, conversationId: string, input: object): Promise<{ done?: boolean } | undefined> {
    const cause = { commandId: `cmd_desk_${++this.count}`, correlationId: conversationId };
    const answer = this.stage.execute('desk', deskCommands[what] as never, conversationId, input as never, cause);
    await this.stage.settles();
    return answer as { done?: boolean };
  }

  async lose(address: string, channel: string): Promise<void> {
    const addressId = addressIdOf(secret, channel, address);
    const messageId = this.events.findLast(({ name }) => name === 'ReplyReleased')?.data['messageId'] as string;
    const time = instant(this.stage.now);
    this.stage.publish({
      id: `evt_lost_${++this.count}`,
      source: '/adapter',
      type: deliveryReported.type,
      subject: addressId,
      sequence: this.count,
      time,
      recordedTime: time,
      correlationId: messageId,
      causationId: messageId,
      origin: 'live',
      domainVersion: '1',
      data: { addressId, messageId, outcome: 'failed', reason: 'unreachable' },
    });
    await this.stage.settles();
  }

  private note(event: AttuneEvent): void {
    const [, service = '', name = ''] = event.type.split('.');
    const data = event.data as Record<string, unknown>;
    this.events.push({ service, name, subject: event.subject, at: this.stage.now, data, event });
  }

  private handlersOf(service: ServiceName) {
    const { onStep } = this.options;
    return handlersOf(service, this.options, {
      secret,
      tools: this.world,
      keys: { destroy: (kids) => Promise.resolve(this.stage.destroyKeys(kids)) },
      store: memoryStore(),
      runtime: () => this.stage.runtimeOf(service),
      ...(onStep && { onStep }),
    });
  }
}
