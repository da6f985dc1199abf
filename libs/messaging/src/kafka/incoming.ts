import type { BusRecord } from '../bus';
import type { IHeaders, KafkaMessage } from './kafkajs';

export function toRecord(topic: string, partition: number, message: KafkaMessage): BusRecord {
  return {
    topic,
    partition,
    offset: message.offset,
    key: message.key === null ? null : message.key.toString(),
    headers: headersOf(message.headers),
    value: message.value,
    timestamp: Number(message.timestamp),
  };
}

function headersOf(headers: IHeaders | undefined): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const last = Array.isArray(value) ? value.at(-1) : value; // an array where the header is repeated
    if (last !== undefined) texts[name] = last.toString();
  }
  return texts;
}
