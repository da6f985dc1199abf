import type { OutRecord } from '@attune/messaging';
import { toHeaders } from '@attune/contracts';
import type { Poison } from './checker/history';
import type { Ledger } from './ledger';

/** Events that a turn is made of, about: 1 in 1,000 events is one in so many turns. */
const eventsATurn = 12;

type Kind = (id: string, conversationId: string) => OutRecord;

const headers = (id: string, conversationId: string, type: string) => {
  const now = new Date().toISOString();
  return toHeaders({
    id,
    source: '/shop/chaos',
    type,
    subject: conversationId,
    sequence: 1,
    time: now,
    recordedTime: now,
    correlationId: conversationId,
    causationId: id,
    origin: 'test',
    domainVersion: '0',
  });
};
const record = (topic: string, type: string, value: string, id: string, conversationId: string): OutRecord => ({
  topic,
  key: conversationId,
  headers: headers(id, conversationId, type),
  value,
});

const kinds: readonly Kind[] = [
  (id, cnv) =>
    record(
      'attune.context',
      'attune.context.TurnStarted.v1',
      JSON.stringify({ data: { conversationId: cnv } }),
      id,
      cnv,
    ),
  (id, cnv) => record('attune.intent', 'attune.intent.IntentAssessed.v1', 'not even JSON', id, cnv),
  (id, cnv) =>
    record('attune.resolution', 'attune.resolution.ReplyPrepared.v1', JSON.stringify({ data: { to: 7 } }), id, cnv),
];

/** Publishes `perThousand` of 1,000 events that nobody can take, each in the conversation of a customer who has just been answered. */
export class Poisoner {
  private heard = 0;
  private done = 0;

  constructor(
    private readonly perThousand: number,
    private readonly publish: (record: OutRecord) => Promise<void>,
    private readonly ledger: Ledger<Poison>,
  ) {}

  hear({ conversationId, kind }: { conversationId?: string; kind: string }): void {
    if (conversationId === undefined || kind !== 'reply') return;
    this.heard++;
    if (Math.floor((this.heard * eventsATurn * this.perThousand) / 1_000) <= this.done) return;
    const n = this.done++;
    const id = `evt_poison_${n}`;
    void this.publish(kinds[n % kinds.length]!(id, conversationId)).then(() =>
      this.ledger.write({ at: Date.now(), id, conversationId }),
    );
  }
}
