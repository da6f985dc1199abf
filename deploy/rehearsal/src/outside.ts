import { meaningOf, valueOf, type OutsideAnswer, type Pack, type Tool } from '@attune/domain';
import type { ToolCall, ToolOutcome, Tools } from '@attune/resolution';
import { holds } from './expect';

const dayMs = 86_400_000;

/** The tools of a pack, answered from data. The answer that was given last and fits counts. */
export class Outside implements Tools {
  /** Every call, in order. */
  readonly calls: ToolCall[] = [];
  readonly problems: string[] = [];
  private answers: readonly OutsideAnswer[];

  constructor(
    private readonly pack: Pack,
    private readonly time: { now(): number; sleep(ms: number): Promise<void> },
    answers: readonly OutsideAnswer[],
  ) {
    this.answers = answers;
  }

  /** From now on these come first. */
  says(answers: readonly OutsideAnswer[]): void {
    this.answers = [...answers, ...this.answers];
  }

  async call(call: ToolCall): Promise<ToolOutcome> {
    this.calls.push(call);
    const tool = this.pack.tools.find(({ name }) => name === call.tool);
    const found = this.answers.find((one) => one.tool === call.tool && fits(call.with, one.with));
    if (!tool || !found) {
      const asked = `${call.tool} ${JSON.stringify(call.with)}`;
      this.problems.push(`nothing says what the outside answers to ${asked}: add it to tests/outside.yaml`);
      return { kind: 'failed', meaning: 'denied', status: 0, attempts: 1 };
    }
    if (found.afterMs > 0) await this.time.sleep(found.afterMs);
    return this.outcomeOf(tool, found, call);
  }

  private outcomeOf(tool: Tool, { answer, afterMs }: OutsideAnswer, call: ToolCall): ToolOutcome {
    switch (answer.kind) {
      case 'gives':
        return { kind: 'done', value: this.fill(answer.value, call.with), attempts: 1, tookMs: Math.round(afterMs) };
      case 'status':
        return failed(tool, answer.status, answer.status);
      default:
        return failed(tool, answer.kind, 0);
    }
  }

  /** Templates over the arguments, and days counted from today. */
  private fill(value: unknown, args: Readonly<Record<string, unknown>>): unknown {
    if (Array.isArray(value)) return value.map((one) => this.fill(one, args));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.fill(one, args)]));
    if (typeof value !== 'string') return value;
    const today = /^today([+-]\d+)?$/.exec(value);
    if (today) return new Date(this.time.now() + Number(today[1] ?? 0) * dayMs).toISOString().slice(0, 10);
    return value.includes('{{') ? valueOf(value, args) : value;
  }
}

/** Strings as systems compare numbers of orders and cards: without case and spaces at their ends. */
const fits = (args: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, unknown>>): boolean =>
  holds(plain(args), plain(wanted));
const plain = (args: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? value.trim().toUpperCase() : value]),
  );

function failed(tool: Tool, failure: number | 'noAnswer' | 'unreachable', status: number): ToolOutcome {
  const meaning = meaningOf(tool, failure);
  if (meaning === 'inDoubt')
    return { kind: 'inDoubt', reason: status === 0 ? 'noAnswer' : `status${status}`, attempts: 1 };
  return { kind: 'failed', meaning, status, attempts: 1 };
}
