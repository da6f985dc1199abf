import type { ConversationTest, ExpectedEvent, OutsideAnswer, PersonAct, TestTurn } from './conversation-test';
import type { Draft } from './draft';
import { milliseconds } from './durations';
import { didYouMean } from './mistakes';
import type { Tool } from './pack';
import { readOutside } from './read-outside';
import type { Path, YamlSource } from './sources';
import { type Expected, eventName, TestShape, TurnShape } from './test-shapes';
import type { z } from 'zod';

/** What the outside answers in all tests, unless one says otherwise. */
const outsideFile = 'tests/outside.yaml';

interface Rehearsed {
  readonly tests: ConversationTest[];
  readonly outside: OutsideAnswer[];
}

/** tests/*.yaml: conversations as data. `events`: the names that they may expect; absent: any that looks like one. */
export function readTests(
  draft: Draft,
  tools: ReadonlyMap<string, Tool | undefined>,
  events: ReadonlySet<string> | undefined,
): Rehearsed {
  const outside = draft.yaml(outsideFile, 'optional');
  const sources = draft.yamlFolder('tests').filter(({ file }) => file !== outsideFile);
  const { findings } = draft;
  return {
    tests: sources.flatMap((source) => new TestReader(source, draft, tools, events).all()),
    outside: outside ? readOutside(outside, [], outside.value, tools, findings) : [],
  };
}

class TestReader {
  constructor(
    private readonly source: YamlSource,
    private readonly draft: Draft,
    private readonly tools: ReadonlyMap<string, Tool | undefined>,
    private readonly events: ReadonlySet<string> | undefined,
  ) {}

  all(): ConversationTest[] {
    const { source } = this;
    const read = this.draft.findings.read(source, [], source.value, TestShape);
    if (!read) return [];
    const { name, about, customer, startsAt, turns } = read;
    return [
      {
        file: source.file,
        name,
        about,
        ...customer,
        ...(startsAt !== undefined && { startsAt }),
        outside: this.outside(['outside'], read.outside),
        turns: turns.flatMap((value, index) => this.turn(['turns', index], value) ?? []),
        finally: {
          must: this.expected(['finally', 'must'], read.finally.must),
          mustNot: this.expected(['finally', 'mustNot'], read.finally.mustNot),
        },
      },
    ];
  }

  private turn(path: Path, value: unknown): TestTurn | undefined {
    const { source } = this;
    const { findings } = this.draft;
    const read = findings.read(source, path, value, TurnShape);
    if (!read) return undefined;
    const { say, person: does, wait, lost } = read;
    if (say === undefined && does === undefined && wait === undefined && lost === undefined) {
      findings.at(source, path, 'nothing happens in this step', 'write say, person, wait or lost');
    }
    if (say !== undefined && does !== undefined) {
      findings.at(source, path, 'customer and person do not act in the same step', 'make two steps of it');
    }
    return {
      line: source.placeOf(path).line,
      say: say === undefined ? [] : [say].flat(),
      ...(does && { person: actOf(does) }),
      lost: lost ?? false,
      outside: this.outside([...path, 'outside'], read.outside),
      waitMs: wait === undefined ? 0 : milliseconds(wait),
      must: this.expected([...path, 'must'], read.must),
      mustNot: this.expected([...path, 'mustNot'], read.mustNot),
    };
  }

  private outside(path: Path, value: unknown): OutsideAnswer[] {
    return readOutside(this.source, path, value, this.tools, this.draft.findings);
  }

  private expected(path: Path, written: z.output<typeof Expected>): ExpectedEvent[] {
    return written.flatMap((item, index) => {
      const entries = typeof item === 'string' ? [[item, {}] as const] : Object.entries(item);
      return entries.map(([event, fields]) => {
        this.checkName([...path, index], event);
        return { event, with: fields ?? {} };
      });
    });
  }

  private checkName(path: Path, event: string): void {
    const { findings } = this.draft;
    if (!eventName.test(event)) {
      const suggestion = 'such as ReplyPrepared or desk.ReplyPrepared';
      findings.at(this.source, path, `"${event}" is not the name of an event`, suggestion);
    } else if (this.events && !this.events.has(event)) {
      findings.at(this.source, path, `there is no event "${event}"`, didYouMean(event, this.events));
    }
  }
}

function actOf(said: NonNullable<z.output<typeof TurnShape>['person']>): PersonAct {
  if (said === 'accepts') return { kind: 'accepts' };
  if ('replies' in said) return { kind: 'replies', text: said.replies };
  if ('returns' in said) return { kind: 'returns', ...said.returns };
  return { kind: 'closes', solved: said.closes === 'solved' };
}
