import { z } from 'zod';
import type { ConversationTest, ExpectedEvent, PersonAct, TestTurn } from './conversation-test';
import type { Draft } from './draft';
import type { Findings } from './findings';
import { group } from './shapes';
import type { Path, YamlSource } from './sources';

const eventName = /^([a-z]+\.)?[A-Z][A-Za-z]+$/;
const Expected = z.array(
  z.union([z.string(), z.record(z.string(), z.record(z.string(), z.unknown()).nullable())], {
    error: 'an event is its name, or its name with the fields that it must hold',
  }),
);
const words = z.string().min(1);
const TurnShape = group({
  say: z.union([words, z.array(words).min(1)]).optional(),
  person: z
    .union(
      [
        z.literal('accepts'),
        group({ replies: words }),
        group({
          returns: group({
            decided: words,
            leftOpen: z.string().default(''),
            promises: z.array(group({ what: words, inHours: z.number().positive() })).default([]),
          }),
        }),
        group({ closes: z.enum(['solved', 'notSolved']) }),
      ],
      { error: 'a person accepts, replies, returns or closes' },
    )
    .optional(),
  wait: z
    .string()
    .regex(/^\d+ ?(ms|s|min|h|d)$/, 'write 30 s, 5 min, 2 h or 3 d')
    .optional(),
  must: Expected.default([]),
  mustNot: Expected.default([]),
});
const TestShape = group({
  name: words,
  about: z.string().default(''),
  customer: group({
    channel: z.enum(['chat', 'email']).default('chat'),
    verified: z.boolean().default(false),
  }).prefault({}),
  turns: z.array(z.unknown()).min(1),
  finally: group({ must: Expected.default([]), mustNot: Expected.default([]) }).prefault({}),
});

/** tests/*.yaml: conversations as data. Whether its events exist is the runner's business, which knows the contracts. */
export function readTests(draft: Draft): ConversationTest[] {
  const { findings } = draft;
  return draft.yamlFolder('tests').flatMap((source): ConversationTest[] => {
    const read = findings.read(source, [], source.value, TestShape);
    if (!read) return [];
    const { name, about, customer } = read;
    return [
      {
        file: source.file,
        name,
        about,
        ...customer,
        turns: read.turns.flatMap((value, index) => readTurn(source, ['turns', index], value, findings) ?? []),
        finally: {
          must: expected(source, ['finally', 'must'], read.finally.must, findings),
          mustNot: expected(source, ['finally', 'mustNot'], read.finally.mustNot, findings),
        },
      },
    ];
  });
}

function readTurn(source: YamlSource, path: Path, value: unknown, findings: Findings): TestTurn | undefined {
  const read = findings.read(source, path, value, TurnShape);
  if (!read) return undefined;
  if (read.say === undefined && read.person === undefined && read.wait === undefined) {
    findings.at(source, path, 'nothing happens in this step', 'write say, person or wait');
  }
  if (read.say !== undefined && read.person !== undefined) {
    findings.at(source, path, 'customer and person do not act in the same step', 'make two steps of it');
  }
  const person = read.person === undefined ? undefined : actOf(read.person);
  return {
    line: source.placeOf(path).line,
    say: read.say === undefined ? [] : [read.say].flat(),
    ...(person ? { person } : {}),
    waitMs: read.wait === undefined ? 0 : milliseconds(read.wait),
    must: expected(source, [...path, 'must'], read.must, findings),
    mustNot: expected(source, [...path, 'mustNot'], read.mustNot, findings),
  };
}

function actOf(said: NonNullable<z.output<typeof TurnShape>['person']>): PersonAct {
  if (said === 'accepts') return { kind: 'accepts' };
  if ('replies' in said) return { kind: 'replies', text: said.replies };
  if ('returns' in said) return { kind: 'returns', ...said.returns };
  return { kind: 'closes', solved: said.closes === 'solved' };
}

const units: Record<string, number> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

function milliseconds(written: string): number {
  const [, amount, unit = 's'] = /^(\d+) ?(\w+)$/.exec(written) ?? [];
  return Number(amount) * (units[unit] ?? 0);
}

function expected(
  source: YamlSource,
  path: Path,
  written: z.output<typeof Expected>,
  findings: Findings,
): ExpectedEvent[] {
  return written.flatMap((item, index) => {
    const entries = typeof item === 'string' ? [[item, {}] as const] : Object.entries(item);
    return entries.map(([event, fields]) => {
      if (!eventName.test(event)) {
        findings.at(
          source,
          [...path, index],
          `"${event}" is not the name of an event`,
          'such as ReplyPrepared or desk.ReplyPrepared',
        );
      }
      return { event, with: fields ?? {} };
    });
  });
}
