import { Inject, Injectable } from '@nestjs/common';
import {
  controlDecided,
  open,
  replyDelivered,
  replyReleased,
  SealedBlock,
  turnReceived,
  type ControlDecided,
  type ReplyReleased,
} from '@attune/contracts';
import { PARTS, type Connection, type CustomerClaims, type ServiceParts } from '@attune/hosting';
import type { BusRecord } from '@attune/messaging';
import { z } from 'zod';
import { Doors } from './doors';
import type { ShownMessage } from './history';

const fromPage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('received'), messageId: z.string() }),
  z.object({ type: z.literal('typing') }),
]);

/**
 * The open pages of this process. Each process follows channel's stream from its end and shows what concerns an address that has
 * a page open here; what a page has missed it fetches from its history.
 */
@Injectable()
export class Sockets {
  private readonly pages = new Map<string, Set<Connection<CustomerClaims>>>();

  constructor(
    @Inject(Doors) private readonly doors: Doors,
    @Inject(PARTS) private readonly parts: ServiceParts,
  ) {}

  opened(page: Connection<CustomerClaims>): void {
    const { addressId, origin } = page.session;
    const pages = this.pages.get(addressId) ?? new Set();
    this.pages.set(addressId, pages.add(page));
    page.onClose(() => {
      pages.delete(page);
      if (pages.size === 0 && this.pages.get(addressId) === pages) this.pages.delete(addressId);
    });
    page.onMessage((message) => {
      const said = fromPage.safeParse(message);
      // Typing is ephemeral: it is not stored, and nobody here needs it.
      if (!said.success || said.data.type !== 'received') return;
      this.doors
        .confirmDelivery(addressId, said.data.messageId, origin)
        .catch((error: Error) => this.parts.logger.warn({ error: error.message }, 'delivery not noted'));
    });
  }

  push(addressId: string, message: object): void {
    for (const page of this.pages.get(addressId) ?? []) page.send(message);
  }

  /** Shows what stands in a record to the pages that it concerns; others' records are not even read. */
  async show(record: BusRecord): Promise<void> {
    if (this.pages.size === 0) return;
    const type = record.headers['ce_type'];
    if (type === controlDecided.type) return this.showControl(record);
    const addressId = record.key ?? '';
    if (!this.pages.has(addressId)) return;
    if (type === replyReleased.type) return this.showReply(addressId, record);
    if (type === turnReceived.type) this.push(addressId, { type: 'typing', from: 'automation' });
    if (type === replyDelivered.type) {
      const { messageId } = bodyOf(record).data as { messageId: string };
      this.push(addressId, { type: 'delivered', messageId });
    }
  }

  private async showControl(record: BusRecord): Promise<void> {
    const body = bodyOf(record);
    const { addressId, holder, previous } = body.data as ControlDecided['data'];
    if (holder === previous || !this.pages.has(addressId)) return;
    const name =
      holder === 'person' ? (await this.personalOf<{ agentName?: string }>(body.personal))?.agentName : undefined;
    this.push(addressId, { type: 'holder', holder, ...(name !== undefined && { name }) });
  }

  private async showReply(addressId: string, record: BusRecord): Promise<void> {
    const body = bodyOf(record);
    const { messageId, by, kind, citations } = body.data as ReplyReleased['data'];
    const personal = await this.personalOf<{ text: string; name?: string }>(body.personal);
    if (!personal) return;
    const message: ShownMessage = {
      messageId,
      from: by.kind,
      ...(personal.name !== undefined && { name: personal.name }),
      text: personal.text,
      at: record.headers['ce_time'] ?? '',
      kind,
      citations: citations.map(({ articleId, title }) => ({ articleId, title })),
      delivered: false,
    };
    if (by.kind === 'person') this.push(addressId, { type: 'holder', holder: 'person', name: personal.name });
    this.push(addressId, { type: 'message', message });
  }

  private async personalOf<P>(given: unknown): Promise<P | undefined> {
    const block = SealedBlock.safeParse(given).data;
    const key = block && (await this.parts.keys.read([block.kid])).get(block.kid);
    return block && key instanceof Uint8Array ? (open(block, key) as P) : undefined;
  }
}

const bodyOf = (record: BusRecord) =>
  JSON.parse(Buffer.from(record.value ?? new Uint8Array()).toString('utf8')) as { data: unknown; personal?: unknown };
