import type { History, Logged } from './history';

/** A small good history, to be spoilt: one customer asks, another cancels an order, a third is handed over. */
export class Tale {
  readonly history: History;
  private readonly sequences = new Map<string, number>();
  private readonly offsets = new Map<string, number>();
  private facts = 0;

  constructor() {
    this.history = {
      run: { seed: 1, minutes: 1, rate: 1, from: start, to: start + 60_000, noticeMs: 11_000 },
      said: [],
      accepted: [],
      delivered: [],
      effects: [],
      faults: [],
      consumed: [],
      poisons: [],
      records: [],
    };
  }

  /** One fact more, `ms` after the start. */
  fact(service: string, name: string, subject: string, ms: number, data: Record<string, unknown>, id?: string): Logged {
    const source = `/shop/${service}`;
    const sequence = (this.sequences.get(`${source} ${subject}`) ?? 0) + 1;
    this.sequences.set(`${source} ${subject}`, sequence);
    const topic = `attune.${service}`;
    const offset = this.offsets.get(topic) ?? 0;
    this.offsets.set(topic, offset + 1);
    const record: Logged = {
      topic,
      partition: 0,
      offset,
      key: subject,
      headers: {
        ce_id: id ?? `evt_${++this.facts}`,
        ce_type: `attune.${service}.${name}.v1`,
        ce_source: source,
        ce_subject: subject,
        ce_subjectsequence: String(sequence),
        ce_time: new Date(start + ms).toISOString(),
      },
      data,
    };
    this.history.records.push(record);
    return record;
  }

  /** Customer `n` says something at `ms`, is heard, and it becomes turn `number`. */
  turn(n: number, number: number, ms: number, kind: 'question' | 'cancel' | 'agrees'): void {
    const [addressId, id, messageId] = [adr(n), `said-${n}-${number}`, msg(n, number)];
    const order = kind === 'question' ? {} : { order: `A-000${n}` };
    this.history.said.push({ id, addressId, kind, door: 'webhook', ...order, at: start + ms });
    this.history.accepted.push({ id, messageId, at: start + ms + 10 });
    this.fact('channel', 'MessageReceived', addressId, ms, { addressId, messageId });
    const acceptedAt = new Date(start + ms).toISOString();
    const turn = { turnId: trn(n, number), number, addressId, messageIds: [messageId], acceptedAt };
    this.fact('channel', 'TurnReceived', addressId, ms + 700, { turn });
    if (number === 1) this.fact('context', 'ConversationOpened', cnv(n), ms + 705, { conversationId: cnv(n) });
    this.fact('context', 'TurnStarted', cnv(n), ms + 710, { conversationId: cnv(n), turn });
    this.fact('intent', 'IntentAssessed', cnv(n), ms + 720, { conversationId: cnv(n), turn });
    this.control(n, ms + 730, { turn });
  }

  control(n: number, ms: number, more: Record<string, unknown> = {}): void {
    const staying = { holder: 'automation', previous: 'automation', epoch: 1, decision: { fired: [] } };
    const data = { conversationId: cnv(n), addressId: adr(n), ...staying, ...more };
    this.fact('escalation', 'ControlDecided', cnv(n), ms, data);
  }

  /** Automation answers turn `number` of customer `n`. */
  answer(n: number, number: number, ms: number, intention = 'answer'): void {
    const [replyId, messageId, answers] = [`rpl_${n}_${number}`, `msg_reply_${n}_${number}`, [trn(n, number)]];
    const by = { kind: 'automation' };
    this.fact('resolution', 'ReplyPrepared', cnv(n), ms, { conversationId: cnv(n), replyId, answers });
    this.release(n, ms, { messageId, kind: 'reply', replyId, answers, by, intention });
    this.close(n, number, ms, 'answered', [messageId]);
  }

  release(
    n: number,
    ms: number,
    data: { messageId: string; kind: string; answers: string[]; by: { kind: string } } & Record<string, unknown>,
  ): void {
    this.fact('channel', 'ReplyReleased', adr(n), ms, { addressId: adr(n), conversationId: cnv(n), ...data });
    const { messageId, kind, answers, by } = data;
    this.history.delivered.push({
      at: start + ms + 20,
      messageId,
      addressId: adr(n),
      kind,
      answers,
      byAutomation: by.kind === 'automation',
      readable: true,
    });
  }

  close(n: number, number: number, ms: number, outcome: string, messageIds: string[]): void {
    this.fact('channel', 'TurnClosed', adr(n), ms, { addressId: adr(n), turnId: trn(n, number), outcome, messageIds });
  }

  action(n: number, ms: number, end = 'ActionPerformed'): void {
    const data = { conversationId: cnv(n), actionId: `act_${n}`, tool: 'cancelOrder', effect: 'write' };
    this.fact('resolution', 'ActionStarted', cnv(n), ms, data);
    this.history.effects.push({ at: start + ms + 10, effect: 'cancel', order: `A-000${n}`, key: `key-${n}` });
    this.fact('resolution', end, cnv(n), ms + 20, data);
  }

  handOver(n: number, number: number, ms: number): void {
    const handoff = { conversationId: cnv(n), addressId: adr(n), handoffId: `hnd_${n}` };
    const decision = { fired: [{ rule: 'overdue', reason: 'Automation did not answer in time' }] };
    this.control(n, ms, { holder: 'queue', previous: 'automation', epoch: 2, decision });
    this.fact('escalation', 'HandoffRequested', cnv(n), ms, handoff);
    this.fact('desk', 'HandoffQueued', cnv(n), ms + 10, handoff);
    const notice = {
      messageId: `msg_notice_${n}`,
      kind: 'handoffNotice',
      answers: [trn(n, number)],
      by: { kind: 'automation' },
    };
    this.release(n, ms + 20, notice);
    this.close(n, number, ms + 20, 'handedOver', [notice.messageId]);
  }

  /** Looks at a group every 400 ms; what it had to read at these times was read so much later. */
  consumed(group: string, later: (ms: number) => number = () => 300): void {
    for (let ms = 0; ms < 60_000; ms += 400)
      this.history.consumed.push({ group, at: start + ms, passedAt: start + ms + later(ms) });
  }
}

export const start = Date.parse('2026-11-24T12:00:00.000Z');
export const adr = (n: number) => `adr_${n}`;
export const cnv = (n: number) => `cnv_${n}`;
export const trn = (n: number, number: number) => `trn_${n}_${number}`;
export const msg = (n: number, number: number) => `msg_${n}_${number}`;

/** Nothing is wrong in it. */
export function goodTale(): Tale {
  const tale = new Tale();
  tale.turn(1, 1, 0, 'question');
  tale.answer(1, 1, 900);
  tale.turn(2, 1, 1_000, 'cancel');
  tale.answer(2, 1, 2_000, 'question');
  tale.turn(2, 2, 3_000, 'agrees');
  tale.action(2, 3_900);
  tale.answer(2, 2, 4_000);
  tale.turn(3, 1, 5_000, 'question');
  tale.handOver(3, 1, 12_000);
  for (const service of ['channel', 'context', 'intent', 'escalation', 'resolution', 'desk'])
    tale.consumed(`attune.${service}`);
  return tale;
}
