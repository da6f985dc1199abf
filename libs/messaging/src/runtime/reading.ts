import { catalogue } from '@attune/contracts';
import type { DocumentStore, StoredDocument } from '@attune/storage';
import type { Bus, BusRecord } from '../bus';
import type { DocumentKind } from '../handlers';
import { decode } from './codec';
import type { Seen } from './draft';
import { fromStored } from './stored';
import type { Logger, Runtime } from './types';
import type { Vault } from './vault';

const pageSize = 500;

/** What pages and doors read: states as they are stored, and streams as they go by. Decides nothing. */
export class Reading {
  constructor(
    private readonly bus: Bus,
    private readonly store: DocumentStore,
    private readonly vault: Vault,
    private readonly logger: Logger,
  ) {}

  async load(kind: DocumentKind<object>, ids: readonly string[]): Promise<Map<string, Seen>> {
    return this.open(await this.store.documents(kind.collection).load(ids));
  }

  async read<S extends object>(kind: DocumentKind<S>, ids: readonly string[]): Promise<Map<string, S>> {
    const seen = await this.load(kind as DocumentKind<object>, ids);
    return new Map([...seen].flatMap(([id, { state }]) => (state ? [[id, state as S] as const] : [])));
  }

  async list<S extends object>(kind: DocumentKind<S>): Promise<{ id: string; state: S }[]> {
    const all: { id: string; state: S }[] = [];
    for (let after: string | undefined; ;) {
      const page = await this.store
        .documents(kind.collection)
        .scan({ ...(after !== undefined && { after }), limit: pageSize });
      const seen = await this.open(new Map(page.map((document) => [document._id, document])));
      for (const [id, { state }] of seen) if (state) all.push({ id, state: state as S });
      if (page.length < pageSize) return all;
      after = page.at(-1)!._id;
    }
  }

  follow({
    topics,
    from,
    open = true,
    wants,
    onEvent,
    onCaughtUp,
  }: Parameters<Runtime['follow']>[0]): Promise<{ stop(): Promise<void> }> {
    const wanted = new Map([...catalogue].filter(([, { topic }]) => topics.includes(topic)));
    const show = async (record: BusRecord): Promise<void> => {
      const decoded = decode(record, wanted);
      if (!('event' in decoded)) return;
      if (!open || !decoded.event.sealed) return onEvent(decoded.event, record);
      const ring = await this.vault.ring([decoded.event.sealed.kid]);
      const event = this.vault.openEvent(decoded.event, decoded.definition, ring);
      onEvent(event === 'unknown' ? decoded.event : event, record);
    };
    const onRecord = (record: BusRecord) =>
      wants?.(record) === false
        ? undefined
        : show(record).catch((error: Error) =>
            this.logger.warn({ error: error.message, topic: record.topic }, 'followed event not shown'),
          );
    return this.bus.follow({ topics, from, onRecord, ...(onCaughtUp && { onCaughtUp }) });
  }

  private async open(documents: ReadonlyMap<string, StoredDocument>): Promise<Map<string, Seen>> {
    const ring = await this.vault.ring([...documents.values()].map(({ personal }) => personal?.kid));
    return new Map([...documents].map(([id, document]) => [id, fromStored(document, ring, this.vault)]));
  }
}
