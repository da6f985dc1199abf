import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  asyncApi,
  catalogue,
  catalogueMarkdown,
  fromHeaders,
  groupOf,
  open,
  schemaOf,
  seal,
  services,
  toHeaders,
  topics,
  type Envelope,
} from '.';

const root = join(__dirname, '../../..');
const stored = join(__dirname, '../stored-examples');
interface Stored {
  type: string;
  topic: string;
  key: string;
  example: { data: unknown; personal?: unknown };
  schema: JsonSchema;
}
interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  enum?: unknown[];
  anyOf?: JsonSchema[];
}
const released = readdirSync(stored).map((file) => JSON.parse(readFileSync(join(stored, file), 'utf8')) as Stored);
const definitions = [...catalogue.values()];

/** What a change of schema breaks for readers of the old one, or for old events read by the new one. */
function breaks(before: JsonSchema, after: JsonSchema, path = 'data'): string[] {
  const found: string[] = [];
  if (before.type !== after.type) found.push(`${path}: type ${before.type} became ${after.type}`);
  for (const value of before.enum ?? [])
    if (after.enum && !after.enum.includes(value)) found.push(`${path}: value ${String(value)} was removed`);
  for (const [name, property] of Object.entries(before.properties ?? {})) {
    const now = after.properties?.[name];
    if (!now) found.push(`${path}.${name} was removed`);
    else found.push(...breaks(property, now, `${path}.${name}`));
  }
  for (const name of before.required ?? [])
    if (!after.required?.includes(name)) found.push(`${path}.${name} is no longer always there`);
  for (const name of after.required ?? [])
    if (!before.required?.includes(name)) found.push(`${path}.${name} is required, old events lack it`);
  if (before.items && after.items) found.push(...breaks(before.items, after.items, `${path}[]`));
  return found;
}

describe('contracts', () => {
  it.each(definitions.map((d) => [d.type, d] as const))(
    '%s has a topic, an example that fits its closed schema, and a key',
    (_type, definition) => {
      expect(topics.map(({ name }) => name)).toContain(definition.topic);
      const { data, personal } = definition.example;
      const parsed = definition.data.parse(data);
      expect(parsed).toEqual(data); // nothing in the example that the schema does not name
      expect(definition.key(parsed)).toMatch(/^(cnv|adr|cus|art)_/);
      expect(definition.personal === undefined).toBe(personal === undefined);
      if (definition.personal) expect(definition.personal.parse(personal)).toEqual(personal);
      expect(definition.description.length).toBeGreaterThan(20);
    },
  );

  it('has a stored example of every type, and no stored type was dropped', () => {
    expect(released.map(({ type }) => type).sort()).toEqual([...catalogue.keys()].sort());
  });

  it.each(released.map((one) => [one.type, one] as const))(
    'today reads %s as it was released',
    (type, { topic, key, example }) => {
      const definition = catalogue.get(type)!;
      expect(definition.topic).toBe(topic);
      const data = definition.data.parse(example.data);
      expect(definition.key(data)).toBe(key);
      if (example.personal !== undefined) definition.personal?.parse(example.personal);
    },
  );

  it.each(released.map((one) => [one.type, one] as const))(
    'the released reader of %s reads what is written today',
    (type, { schema }) => {
      expect(breaks(schema, schemaOf(catalogue.get(type)!.data) as JsonSchema)).toEqual([]);
    },
  );

  it.each([
    ['a removed field', { properties: { a: { type: 'string' } } }, { properties: {} }],
    ['a changed type', { properties: { a: { type: 'string' } } }, { properties: { a: { type: 'number' } } }],
    ['a new required field', { properties: {} }, { properties: { a: { type: 'string' } }, required: ['a'] }],
    ['a field that may be missing now', { properties: { a: {} }, required: ['a'] }, { properties: { a: {} } }],
    ['a removed value', { enum: ['a', 'b'] }, { enum: ['a'] }],
  ] as [string, JsonSchema, JsonSchema][])('would notice %s', (_what, before, after) => {
    expect(breaks(before, after)).toHaveLength(1);
  });

  it('takes an enum value of the future as other', () => {
    const closed = catalogue.get('attune.channel.TurnClosed.v1')!;
    const data = { ...(closed.example.data as object), outcome: 'teleported' };
    expect(closed.data.parse(data)).toMatchObject({ outcome: 'other' });
  });

  it('has generated documents that are up to date (node libs/contracts/generate.mjs)', () => {
    expect(readFileSync(join(root, 'docs/events/README.md'), 'utf8')).toBe(catalogueMarkdown());
    expect(JSON.parse(readFileSync(join(root, 'docs/events/asyncapi.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(asyncApi())),
    );
  });

  it('keeps names that are fixed for ever', () => {
    expect({
      topics: topics.map(({ name, partitions }) => `${name} ${partitions}`),
      groups: services.map(groupOf),
      types: [...catalogue.keys()],
    }).toMatchSnapshot();
  });

  it('carries an envelope through headers and back', () => {
    const envelope: Envelope = {
      id: 'evt_1',
      source: '/shop/channel',
      type: 'attune.channel.TurnClosed.v1',
      subject: 'adr_1',
      sequence: 3,
      time: '2026-03-02T09:15:04.120Z',
      recordedTime: '2026-03-02T09:15:04.121Z',
      correlationId: 'trn_1',
      causationId: 'evt_0',
      controlEpoch: 2,
      origin: 'live',
      domainVersion: '1',
    };
    expect(fromHeaders(toHeaders(envelope))).toEqual({ envelope });
    expect(fromHeaders({ ...toHeaders(envelope), ce_subjectsequence: 'x' })).toEqual({
      problem: 'ce_subjectsequence is not a positive integer',
    });
    expect(fromHeaders({})).toEqual({ problem: 'ce_specversion is missing, expected 1.0' });
  });

  it('opens a block only with its key and for its origin', () => {
    const key = new Uint8Array(32).fill(7);
    const origin = { id: 'evt_1', type: 't', subject: 's' };
    const block = seal({ text: 'secret' }, 'key_1', key, new Uint8Array(12).fill(1), origin);
    expect(JSON.stringify(block)).not.toContain('secret');
    expect(open(block, key)).toEqual({ text: 'secret' });
    expect(() => open(block, new Uint8Array(32))).toThrow();
    expect(() => open({ ...block, origin: { ...origin, subject: 'other' } }, key)).toThrow();
  });

  it('describes every schema as JSON Schema', () => {
    for (const definition of definitions)
      expect(() => z.toJSONSchema(definition.data, { io: 'input', unrepresentable: 'any' })).not.toThrow();
  });
});
