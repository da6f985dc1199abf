import { z } from 'zod';
import { catalogue } from './catalogue';
import type { EventDefinition } from './define';
import { SealedBlock } from './sealed';
import { topics } from './topics';

type Json = Record<string, unknown>;

/** JSON Schema as a reader should have it: open, so that fields of the future break nobody. */
export const schemaOf = (schema: z.ZodType): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return rest;
};

const headers: Json = {
  type: 'object',
  required: [
    'ce_specversion',
    'ce_id',
    'ce_source',
    'ce_type',
    'ce_subject',
    'ce_subjectsequence',
    'ce_time',
    'ce_recordedtime',
    'ce_correlationid',
    'ce_causationid',
    'ce_origin',
    'ce_domainversion',
  ],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: {
      type: 'string',
      description: 'Hash of cause, handler, type and ordinal: the same step yields the same id',
    },
    ce_source: { type: 'string', description: '/<domain id>/<service>' },
    ce_type: { type: 'string' },
    ce_subject: { type: 'string', description: 'The key of the record' },
    ce_partitionkey: { type: 'string' },
    ce_subjectsequence: {
      type: 'string',
      description: 'Contiguous per (source, subject); drop what is at or below the last you have read',
    },
    ce_time: { type: 'string', format: 'date-time' },
    ce_recordedtime: { type: 'string', format: 'date-time' },
    ce_correlationid: { type: 'string', description: 'The turn' },
    ce_causationid: { type: 'string', description: 'The event, timer, command or effect before' },
    ce_controlepoch: { type: 'string', description: 'Rises with each change of holder' },
    ce_expirytime: { type: 'string', format: 'date-time', description: "The turn's deadline" },
    ce_origin: { enum: ['live', 'test', 'demo', 'imported'] },
    ce_domainversion: { type: 'string' },
    ce_traceparent: { type: 'string' },
  },
};

/** The value of a record: `data` is clear, `personal` is encrypted with the key of an address. */
const payloadOf = (definition: EventDefinition): Json => ({
  type: 'object',
  required: ['data'],
  properties: {
    data: schemaOf(definition.data),
    ...(definition.personal && { personal: { $ref: '#/components/schemas/SealedBlock' } }),
  },
});

/** AsyncAPI 3.0 of everything that is on the bus, generated from the definitions. */
export function asyncApi(): Json {
  const definitions = [...catalogue.values()];
  const used = topics.filter(({ name }) => definitions.some(({ topic }) => topic === name));
  const messageName = ({ type }: EventDefinition) => type.replace(/^attune\./, '');
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Attune event stream',
      version: '1.0.0',
      description:
        'Facts about conversations. CloudEvents 1.0, Kafka binary mode: attributes as ce_* headers, JSON value.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      used.map(({ name, partitions, retentionMs, compacted }) => [
        name,
        {
          address: name,
          messages: Object.fromEntries(
            definitions
              .filter(({ topic }) => topic === name)
              .map((d) => [messageName(d), { $ref: `#/components/messages/${messageName(d)}` }]),
          ),
          bindings: {
            kafka: {
              bindingVersion: '0.5.0',
              partitions,
              topicConfiguration: {
                'cleanup.policy': [compacted ? 'compact' : 'delete'],
                ...(retentionMs !== undefined && { 'retention.ms': retentionMs }),
              },
            },
          },
        },
      ]),
    ),
    operations: Object.fromEntries(
      used.map(({ name }) => [
        `read.${name}`,
        { action: 'receive', channel: { $ref: `#/channels/${name.replaceAll('/', '~1')}` } },
      ]),
    ),
    components: {
      schemas: { SealedBlock: schemaOf(SealedBlock) },
      messages: Object.fromEntries(
        definitions.map((d) => [
          messageName(d),
          {
            name: d.type,
            title: d.name,
            summary: d.description,
            headers,
            payload: payloadOf(d),
            examples: [{ name: 'example', payload: { data: d.example.data } }],
          },
        ]),
      ),
    },
  };
}

/** The catalogue as people read it. */
export function catalogueMarkdown(): string {
  const lines = [
    '# Event catalogue',
    '',
    'Generated from `libs/contracts/src` by `node libs/contracts/generate.mjs`; do not edit. The same as AsyncAPI 3: [asyncapi.json](asyncapi.json).',
    '',
    'In every stream: events of one subject stand in order; one may come twice, so drop what is at or below the last `ce_subjectsequence` that you have',
    'read of its (`ce_source`, `ce_subject`) (for intent and knowledge of (`ce_source`, `ce_subject`, `ce_type`)). Join by `ce_correlationid` (the turn) and `ce_causationid` (the cause).',
    'What is personal stands encrypted in `personal`; below it is shown opened.',
    '',
  ];
  for (const { name, partitions, retentionMs, compacted } of topics) {
    const here = [...catalogue.values()].filter(({ topic }) => topic === name);
    if (here.length === 0) continue;
    const kept = compacted ? 'compacted' : `kept ${Math.round((retentionMs ?? 0) / 86_400_000)} days`;
    lines.push(`## ${name}`, '', `${partitions} partitions, ${kept}.`, '');
    for (const definition of here) lines.push(...eventLines(definition));
  }
  return `${lines.join('\n').trim()}\n`;
}

function eventLines(definition: EventDefinition): string[] {
  const example = {
    data: definition.example.data,
    ...(definition.example.personal !== undefined && { personal: definition.example.personal }),
  };
  return [
    `### ${definition.name}`,
    '',
    `\`${definition.type}\`, keyed by \`${definition.key(definition.example.data).split('_')[0]}_…\`. ${definition.description}`,
    '',
    '```json',
    JSON.stringify(example, null, 2),
    '```',
    '',
  ];
}
