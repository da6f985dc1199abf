import { meaningOf, requestOf, type ErrorMeaning, type HttpRequest, type Pack, type Tool } from '@attune/domain';
import type { ToolCall, ToolOutcome, Tools } from '../actions/tools';

export interface HttpToolsOptions {
  pack: Pack;
  /** Where `${NAME}` of tools.yaml comes from. */
  environment: Readonly<Record<string, string | undefined>>;
  fetch?: typeof fetch;
  now?: () => number;
  pause?: (ms: number) => Promise<void>;
  /** A tool cannot be used at all: the deployment lacks something. */
  onProblem?: (tool: string, error: Error) => void;
}

type Answer = { status: number; body: string } | 'noAnswer' | 'unreachable';

/** Errors of a connection that was never made: nothing was sent. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** What a busy service gets before the next try, ms; doubled each time. */
const firstPauseMs = 150;

/** The pack's tools over HTTP: reads are tried again after a transient failure, writes never. */
export function httpTools(options: HttpToolsOptions): Tools {
  const { pack, environment, now = Date.now, pause = wait } = options;
  const send = options.fetch ?? fetch;
  return {
    async call(call) {
      const tool = pack.tools.find(({ name }) => name === call.tool);
      if (!tool) return { kind: 'failed', meaning: 'denied', status: 0, attempts: 0 };
      const request = prepare(tool, call);
      if (!request) return { kind: 'failed', meaning: 'denied', status: 0, attempts: 0 };
      const began = now();
      const tries = tool.effect === 'read' ? tool.retries + 1 : 1;
      for (let attempts = 1; ; attempts++) {
        const outcome = read(tool, await exchange(tool, request, call), attempts, () => now() - began);
        const again = outcome.kind === 'failed' && outcome.meaning === 'transient' && attempts < tries;
        if (!again || call.signal.aborted) return outcome;
        await pause(firstPauseMs * 2 ** (attempts - 1));
      }
    },
  };

  /** Undefined where the environment lacks a name that the tool needs: nothing can be sent. */
  function prepare(tool: Tool, call: ToolCall): HttpRequest | undefined {
    try {
      return requestOf(tool, call.with, environment, call.idempotencyKey);
    } catch (error) {
      options.onProblem?.(tool.name, error as Error);
      return undefined;
    }
  }

  async function exchange(tool: Tool, request: HttpRequest, call: ToolCall): Promise<Answer> {
    const { method, url, headers, body } = request;
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(tool.timeoutMs)]);
    try {
      const response = await send(url, { method, headers, body, signal, redirect: 'error' });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      return neverSent.has(codeOf(error)) ? 'unreachable' : 'noAnswer';
    }
  }
}

function read(tool: Tool, answer: Answer, attempts: number, took: () => number): ToolOutcome {
  if (typeof answer === 'string') return failure(meaningOf(tool, answer), 0, attempts);
  const { status, body } = answer;
  if (status < 200 || status > 299) return failure(meaningOf(tool, status), status, attempts);
  try {
    return {
      kind: 'done',
      value: body === '' ? null : JSON.parse(body),
      attempts,
      tookMs: Math.max(0, Math.round(took())),
    };
  } catch {
    // The write was taken; only its answer cannot be read.
    if (tool.effect === 'write')
      return { kind: 'done', value: null, attempts, tookMs: Math.max(0, Math.round(took())) };
    return failure('invalid', status, attempts);
  }
}

function failure(meaning: ErrorMeaning, status: number, attempts: number): ToolOutcome {
  if (meaning === 'inDoubt')
    return { kind: 'inDoubt', reason: status === 0 ? 'noAnswer' : `status${status}`, attempts };
  return { kind: 'failed', meaning, status, attempts };
}

function codeOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown } };
  return String(cause?.code ?? '');
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
