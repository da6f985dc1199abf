import type { BusRecord } from '@attune/messaging';

export interface Story {
  /** One line a finding; empty: nothing wrong. */
  violations: string[];
  events: number;
  turns: number;
}

interface Seen {
  topic: string;
  type: string;
  source: string;
  subject: string;
  sequence: number;
  id: string;
  data: Record<string, unknown>;
}

/** What a reader that drops duplicates sees: first arrivals, in order; with everything that is wrong about them. */
export function firstArrivals(
  records: readonly BusRecord[],
  violations: string[],
  translators: readonly string[] = [],
): Seen[] {
  const last = new Map<string, number>();
  const ids = new Map<string, string>();
  const seen: Seen[] = [];
  for (const record of records) {
    const {
      ce_type: type = '',
      ce_source: source = '',
      ce_subject: subject = '',
      ce_id: id = '',
      ce_subjectsequence,
    } = record.headers;
    if (record.topic.endsWith('.again') || record.topic === 'attune.inbound') continue;
    const sequence = Number(ce_subjectsequence);
    const translated = translators.some((service) => source.endsWith(`/${service}`));
    const key = `${source}|${subject}${translated ? `|${type}` : ''}`;
    const before = last.get(key) ?? 0;
    const where = `${key} #${sequence}`;
    if (sequence <= before) {
      if (!translated && ids.get(`${key}#${sequence}`) !== id) violations.push(`two events share ${where}`);
      continue;
    }
    if (!translated && record.topic !== 'attune.dead-letters' && sequence !== before + 1)
      violations.push(`lost or out of order: ${where} after ${before}`);
    last.set(key, sequence);
    ids.set(`${key}#${sequence}`, id);
    const value = JSON.parse(Buffer.from(record.value ?? new Uint8Array()).toString() || '{}') as {
      data?: Record<string, unknown>;
    };
    seen.push({ topic: record.topic, type, source, subject, sequence, id, data: value.data ?? {} });
  }
  return seen;
}

const named = (events: readonly Seen[], name: string) => events.filter(({ type }) => type.split('.')[2] === name);

/** Judges the history of the small services. Shares nothing with them but the names of their events. */
export function judge(
  records: readonly BusRecord[],
  accepted: number,
  ledger: ReadonlyMap<string, number>,
  outboxes: number,
): Story {
  const violations: string[] = [];
  const events = firstArrivals(records, violations);
  const said = named(events, 'Said');
  if (said.length !== accepted) violations.push(`${accepted} turns were accepted, ${said.length} were published`);
  oneOutcome(events, said, violations);
  epochs(events, violations);
  const asked = named(events, 'Decided').filter(
    ({ data }) => data['turn'] !== undefined && data['holder'] === 'automation',
  ).length;
  if (ledger.size !== asked) violations.push(`${asked} actions were wanted, ${ledger.size} were done`);
  const answers = named(events, 'Answered').length;
  if (answers !== asked) violations.push(`${asked} answers were wanted, ${answers} were published`);
  if (outboxes > 0) violations.push(`${outboxes} outboxes are not empty`);
  const letters = named(events, 'EventDeadLettered');
  if (letters.length > 0) violations.push(`dead letter: ${String(letters[0]!.data['reason'])}`);
  return { violations, events: records.length, turns: said.length };
}

function oneOutcome(events: readonly Seen[], said: readonly Seen[], violations: string[]): void {
  const outcomes = new Map<string, number>();
  const count = (key: string) => outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
  for (const { subject, data } of named(events, 'Closed')) count(`${subject} turn ${String(data['turn'])}`);
  for (const { subject, data } of said) {
    const key = `${subject} turn ${String(data['turn'])}`;
    const n = outcomes.get(key) ?? 0;
    if (n !== 1) violations.push(`${key} has ${n} outcomes`);
  }
  for (const { subject, data } of named(events, 'Released'))
    for (const turn of data['turns'] as number[])
      outcomes.set(`r ${subject} ${turn}`, (outcomes.get(`r ${subject} ${turn}`) ?? 0) + 1);
  for (const [key, n] of outcomes) if (key.startsWith('r ') && n > 1) violations.push(`${key} released ${n} times`);
}

function epochs(events: readonly Seen[], violations: string[]): void {
  const control = new Map<string, { holder: string; epoch: number }>();
  for (const { subject, data } of named(events, 'Decided')) {
    const before = control.get(subject) ?? { holder: 'automation', epoch: 1 };
    const [holder, epoch, why] = [String(data['holder']), Number(data['epoch']), String(data['why'])];
    const moved = holder !== before.holder;
    if (epoch !== before.epoch + (moved ? 1 : 0))
      violations.push(`${subject}: epoch ${before.epoch} → ${epoch} while the holder ${moved ? 'moved' : 'stayed'}`);
    if (moved && why === 'asked' && data['quoted'] !== before.epoch)
      violations.push(
        `${subject}: epoch ${String(data['quoted'])} was quoted at ${before.epoch}, and moved the holder`,
      );
    control.set(subject, { holder, epoch });
  }
  const highest = new Map<string, number>();
  for (const { subject, data, type } of events) {
    if (!/\.(Released|Closed)\./.test(type)) continue;
    const epoch = Number(data['epoch'] ?? data['seen']);
    const before = highest.get(subject) ?? 0;
    if (type.includes('.Released.') && data['by'] === 'automation' && epoch < before)
      violations.push(`${subject}: automation released at epoch ${epoch} after ${before}`);
    highest.set(subject, Math.max(before, epoch));
  }
}
