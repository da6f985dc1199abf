import { z } from 'zod';
import type { OutsideAnswer, OutsideWord } from './conversation-test';
import { milliseconds, Duration } from './durations';
import type { Findings } from './findings';
import { didYouMean } from './mistakes';
import { errorMeanings, type Tool } from './pack';
import { group } from './shapes';
import type { Path, YamlSource } from './sources';
import { meaningOf } from './tools';

export const AnswerShape = group({
  with: z.record(z.string(), z.unknown()).default({}),
  gives: z.unknown().optional(),
  fails: z
    .union([z.number().int().min(400).max(599), z.enum([...errorMeanings, 'noAnswer', 'unreachable'])], {
      error: `a tool fails with a status (404) or with ${errorMeanings.join(', ')}, noAnswer or unreachable`,
    })
    .optional(),
  after: Duration.optional(),
});

/** What the outside answers, by tool: one answer, or several of which the first that fits counts. */
export function readOutside(
  source: YamlSource,
  path: Path,
  value: unknown,
  tools: ReadonlyMap<string, Tool | undefined>,
  findings: Findings,
): OutsideAnswer[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) {
    findings.at(source, path, 'what the outside answers is a group: the name of a tool, and its answers');
    return [];
  }
  return Object.entries(value).flatMap(([name, written]: [string, unknown]) => {
    if (!tools.has(name)) {
      findings.atKey(source, [...path, name], `there is no tool "${name}"`, didYouMean(name, tools.keys()));
      return [];
    }
    const tool = tools.get(name);
    const several = Array.isArray(written);
    return (several ? (written as unknown[]) : [written]).flatMap((one, index) => {
      const at = several ? [...path, name, index] : [...path, name];
      const read = findings.read(source, at, one, AnswerShape);
      if (!read || !tool) return [];
      checkNames(source, at, read, tool, findings);
      const answer = wordOf(tool, read);
      return [
        { tool: name, with: read.with, answer, afterMs: read.after === undefined ? 0 : milliseconds(read.after) },
      ];
    });
  });
}

function wordOf(tool: Tool, { fails, gives }: z.output<typeof AnswerShape>): OutsideWord {
  if (fails === undefined) return { kind: 'gives', value: gives ?? null };
  if (fails === 'noAnswer' || fails === 'unreachable') return { kind: fails };
  if (typeof fails === 'number') return { kind: 'status', status: fails };
  if (fails === 'inDoubt') return { kind: 'noAnswer' };
  // Any status that this tool reads like that.
  const statuses = [404, 409, 400, 403, 503, 422, 401, 410, 423, 451];
  return { kind: 'status', status: statuses.find((status) => meaningOf(tool, status) === fails) ?? 400 };
}

function checkNames(
  source: YamlSource,
  at: Path,
  { with: args, gives }: z.output<typeof AnswerShape>,
  tool: Tool,
  findings: Findings,
): void {
  for (const name of Object.keys(args).filter((name) => !(name in tool.takes)))
    findings.atKey(
      source,
      [...at, 'with', name],
      `"${tool.name}" takes no "${name}"`,
      didYouMean(name, Object.keys(tool.takes)),
    );
  if (!tool.gives || typeof gives !== 'object' || gives === null) return;
  for (const [field, type] of Object.entries(tool.gives))
    if (!type.optional && !(field in gives))
      findings.at(source, [...at, 'gives'], `"${tool.name}" always gives "${field}"; here it is missing`);
  for (const field of Object.keys(gives).filter((field) => !(field in (tool.gives ?? {}))))
    findings.atKey(
      source,
      [...at, 'gives', field],
      `"${tool.name}" gives no "${field}"`,
      didYouMean(field, Object.keys(tool.gives)),
    );
}
