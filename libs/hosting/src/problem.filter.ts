import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '@attune/messaging';
import { throwError } from 'rxjs';
import { ProblemException, type Problem } from './problem';

/** Answers every error of a door as problem JSON; what nobody expected is logged and answered with its request id, no more. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost) {
    if (host.getType() !== 'http') return throwError(() => error);
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    const found = problemOf(error) ?? this.unexpected(error, request);
    void reply.status(found.status).header('content-type', 'application/problem+json').send(JSON.stringify(found));
  }

  private unexpected(error: unknown, request: FastifyRequest): Problem {
    this.logger.error(
      { err: error, requestId: request.id, method: request.method, path: pathOf(request) },
      'a door failed',
    );
    return {
      type: 'about:blank',
      status: 500,
      title: 'Something went wrong on our side',
      detail: `Try again; if it stays, tell us this request id: ${request.id}.`,
      requestId: request.id,
    };
  }
}

/** The problem that an error stands for; undefined where it is none of the caller's doing. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof ProblemException) return error.problem;
  // Fastify's own errors (too large, unknown media type) come with a status; Nest wraps some of them.
  const { statusCode, message } = (error ?? {}) as { statusCode?: number; message?: string };
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  if (status === undefined || status < 400 || status >= 500) return undefined;
  return {
    type: 'about:blank',
    status,
    title: titles[status] ?? `Error ${status}`,
    detail: details[status] ?? message,
  };
}

const details: Record<number, string> = {
  413: 'The body has more than 64 KiB; send less at once.',
  415: 'Send the body as JSON, with content-type: application/json.',
};
const titles: Record<number, string> = {
  400: 'Invalid request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unknown media type',
  429: 'Too many requests',
  503: 'Not available',
};

/** Without the query, which may hold a token. */
const pathOf = (request: FastifyRequest) => request.url.split('?')[0];
