import { HttpException } from '@nestjs/common';

/** RFC 9457 problem details. `detail` says what is wrong, where, and how to mend it. */
export interface Problem {
  type: string;
  status: number;
  title: string;
  detail?: string;
  [more: string]: unknown;
}

/** An error that a door answers with. Made by `problem`. */
export class ProblemException extends HttpException {
  constructor(readonly problem: Problem) {
    super(problem, problem.status);
  }
}

/** `throw problem(409, 'Not yours', 'Kim has accepted this conversation; take another from the queue.', { agentId })` */
export function problem(
  status: number,
  title: string,
  detail?: string,
  more?: Record<string, unknown>,
): ProblemException {
  return new ProblemException({ type: 'about:blank', status, title, ...(detail !== undefined && { detail }), ...more });
}
