import type { BusRecord } from '@attune/messaging';
import { strangersSource } from './poison';

/** An event as a reader that drops duplicates sees it. */
export interface Seen {
  /** Epoch ms at which the bus had it. */
  at: number;
  topic: string;
  /** `ReplyReleased` */
  name: string;
  source: string;
  subject: string;
  sequence: number;
  id: string;
  data: Record<string, unknown>;
}

/**
 * Drops what comes twice, as readers do, and says what is wrong about the rest: a sequence that is left out or comes too late, two events with
 * one sequence, one id for two events. Streams of `translators` keep the sequence of their input, a type at a time (protocols.md §2).
 */
export class Arrivals {
  private readonly last = new Map<string, number>();
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly wrong: (what: string) => void,
    private readonly translators: readonly string[] = [],
  ) {}

  /** Undefined for what a reader would not see. */
  take(record: BusRecord): Seen | undefined {
    const { ce_type: type = '', ce_source: source = '', ce_subject: subject = '', ce_id: id = '' } = record.headers;
    if (record.topic.endsWith('.again') || record.topic === 'attune.inbound') return undefined;
    if (source === strangersSource) return undefined; // sequences of strangers mean nothing
    const sequence = Number(record.headers['ce_subjectsequence']);
    const translated = this.translators.some((service) => source.endsWith(`/${service}`));
    const key = `${source}|${subject}${translated ? `|${type}` : ''}`;
    const before = this.last.get(key) ?? 0;
    const where = `${key} #${sequence}`;
    if (sequence <= before) {
      if (!translated && this.ids.get(where) !== id) this.wrong(`two events share ${where}`);
      return undefined;
    }
    if (!translated && record.topic !== 'attune.dead-letters' && sequence !== before + 1)
      this.wrong(`lost or out of order: ${where} after ${before}`);
    this.last.set(key, sequence);
    this.ids.set(where, id);
    const value = JSON.parse(Buffer.from(record.value ?? new Uint8Array()).toString() || '{}') as {
      data?: Record<string, unknown>;
    };
    return {
      at: record.timestamp,
      topic: record.topic,
      name: type.split('.')[2] ?? '',
      source,
      subject,
      sequence,
      id,
      data: value.data ?? {},
    };
  }
}
