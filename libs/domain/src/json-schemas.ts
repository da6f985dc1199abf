import { z } from 'zod';
import { textNames } from './pack';
import { AnswerShape } from './read-outside';
import {
  BoundaryShape,
  ChannelShapes,
  DomainShape,
  EntityShape,
  FactShape,
  IntentShape,
  PlaybookShape,
  QueueShape,
  RuleShape,
  StepShapes,
  TextShape,
  ToolShape,
} from './shapes';
import { TestShape, TurnShape } from './test-shapes';

type Json = { [key: string]: unknown };

/** As authors write it, before defaults are filled in. */
function schemaOf(shape: z.ZodType): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Json;
  return schema;
}

/** The readers take some lists apart item by item, so their shapes say only "a list"; editors are told of what. */
function withItems(schema: unknown, items: Json): unknown {
  if (Array.isArray(schema)) return schema.map((one) => withItems(one, items));
  if (typeof schema !== 'object' || schema === null) return schema;
  const filled = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withItems(value, items)]));
  const open = filled['type'] === 'array' && JSON.stringify(filled['items'] ?? {}) === '{}';
  return open ? { ...filled, items } : filled;
}

const named = (schema: Json): Json => ({ type: 'object', additionalProperties: schema });
const step: Json = { $ref: '#/$defs/step' };

/** JSON Schema of each kind of file of a pack, by the name that it is published under (docs/schemas). */
export function jsonSchemas(): Record<string, Json> {
  const answer = schemaOf(AnswerShape);
  const outside = named({ anyOf: [answer, { type: 'array', items: answer }] });
  const text = schemaOf(TextShape);
  const domain = schemaOf(DomainShape) as { properties: Json };
  const channels = { chat: schemaOf(ChannelShapes.chat), email: schemaOf(ChannelShapes.email) };
  const turn = schemaOf(TurnShape) as { properties: Json };
  const test = schemaOf(TestShape) as { properties: Json };
  const schemas: Record<string, Json> = {
    domain: { ...domain, properties: { ...domain.properties, channels: objectOf(channels) } },
    intent: schemaOf(IntentShape),
    entities: named(schemaOf(EntityShape)),
    facts: named(schemaOf(FactShape)),
    tools: named(schemaOf(ToolShape)),
    playbook: {
      ...(withItems(schemaOf(PlaybookShape), step) as Json),
      $defs: { step: { anyOf: Object.values(StepShapes).map((shape) => withItems(schemaOf(shape), step)) } },
    },
    boundary: withItems(schemaOf(BoundaryShape), schemaOf(RuleShape)) as Json,
    queues: { type: 'array', minItems: 1, items: schemaOf(QueueShape) },
    texts: {
      ...objectOf(Object.fromEntries(Object.keys(textNames).map((name) => [name, text]))),
      required: Object.keys(textNames),
    },
    test: withItems(
      { ...test, properties: { ...test.properties, outside } },
      { ...turn, properties: { ...turn.properties, outside } },
    ) as Json,
    outside,
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      { $schema: 'https://json-schema.org/draft/2020-12/schema', title: `Attune: ${name}`, ...schema },
    ]),
  );
}

const objectOf = (properties: Json): Json => ({ type: 'object', properties, additionalProperties: false });
