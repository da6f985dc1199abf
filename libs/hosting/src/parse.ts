import { type z } from 'zod';
import { problem } from './problem';

/** One thing that is wrong with an input. */
export interface InputMistake {
  /** JSON path, `facts.orderNumber`; empty for the whole. */
  path: string;
  /** In words, with what was expected. */
  problem: string;
}

/**
 * The checked body (or query, or parameters). Throws a 400 problem that names each mistake: its path, what is wrong, what is
 * expected. `what` is how the input is called in that text.
 */
export function parse<T>(schema: z.ZodType<T>, input: unknown, what = 'The body'): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const errors = mistakesOf(result.error);
  const detail = `${what} is not as expected: ${errors.map(({ path, problem }) => (path ? `${path}: ${problem}` : problem)).join('; ')}.`;
  throw problem(400, 'Invalid input', detail, { errors });
}

/** The mistakes that zod found, at most ten. */
export function mistakesOf(error: z.ZodError): InputMistake[] {
  return error.issues.slice(0, 10).map((issue) => ({
    path: issue.path.map(String).join('.'),
    problem: lowerFirst(issue.message.replace(/^Invalid input: /, '')),
  }));
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
