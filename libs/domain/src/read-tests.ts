import { z } from 'zod';
import type { ConversationTest, ExpectedEvent, OutsideAnswer, PersonAct, TestTurn } from './conversation-test';
import type { Draft } from './draft';
import { Duration, milliseconds } from './durations';
import type { Findings } from './findings';
import type { Tool } from './pack';
import { readOutside } from './read-outside';
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
  wait: Duration.optional(),
  lost: z.literal(true, { error: 'write lost: true, or leave it out' }).optional(),
  outside: z.unknown().optional(),
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
  startsAt: z.iso.datetime({ error: 'write an instant such as 2026-03-02T10:00:00Z' }).optional(),
  outside: z.unknown().optional(),
  turns: z.array(z.unknown()).min(1),
  finally: group({ must: Expected.default([]), mustNot: Expected.default([]) }).prefault({}),
});

type Tools = ReadonlyMap<string, Tool | undefined>;

/** What the outside answers in all tests, unless one says otherwise. */
const outsideFile = 'tests/outside.yaml';

/** tests/*.yaml: conversations as data. Whether its events exist is the runner's business, which knows the contracts. */
export function readTests(draft: Draft, tools: Tools): { tests: ConversationTest[]; outside: OutsideAnswer[] } {
  const { findings } = draft;
  const outside = draft.yaml(outsideFile, 'optional');
  const sources = draft.yamlFolder('tests').filter(({ file }) => file !== outsideFile);
  const tests = sources.flatMap((source): ConversationTest[] => {
    const read = findings.read(source, [], source.value, TestShape);
    if (!read) return [];
    const { name, about, customer } = read;
    return [
      {
        file: source.file,
        name,
        about,
        ...customer,
        ...(read.startsAt !== undefined && { startsAt: read.startsAt }),
        outside: readOutside(source, ['outside'], read.outside, tools, findings),
        turns: read.turns.flatMap((value, index) => readTurn(source, ['turns', index], value, tools, findings) ?? []),
        finally: {
          must: expected(source, ['finally', 'must'], read.finally.must, findings),
          mustNot: expected(source, ['finally', 'mustNot'], read.finally.mustNot, findings),
        },
      },
    ];
  });
  return { tests, outside: outside ? readOutside(outside, [], outside.value, tools, findings) : [] };
}

function readTurn(
  source: YamlSource,
  path: Path,
  value: unknown,
  tools: Tools,
  findings: Findings,
): TestTurn | undefined {
  const read = findings.read(source, path, value, TurnShape);
  if (!read) return undefined;
  const { say, person: does, wait, lost } = read;
  if (say === undefined && does === undefined && wait === undefined && lost === undefined) {
    findings.at(source, path, 'nothing happens in this step', 'write say, person, wait or lost');
  }
  if (read.say !== undefined && read.person !== undefined) {
    findings.at(source, path, 'customer and person do not act in the same step', 'make two steps of it');
  }
  const person = read.person === undefined ? undefined : actOf(read.person);
  return {
    line: source.placeOf(path).line,
    say: read.say === undefined ? [] : [read.say].flat(),
    ...(person ? { person } : {}),
    lost: lost ?? false,
    outside: readOutside(source, [...path, 'outside'], read.outside, tools, findings),
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
