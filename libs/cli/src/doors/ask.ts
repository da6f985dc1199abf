import { PlainError } from '../plain-error';

export interface Question {
  method?: 'GET' | 'POST';
  token?: string | undefined;
  body?: unknown;
}

/** A door answered with a problem, or (status 0) nobody answered. */
export class DoorError extends Error {
  override name = 'DoorError';

  constructor(
    readonly status: number,
    message: string,
    readonly retryAfterMs?: number,
    /** The desk's own word for why. */
    readonly refused?: string,
  ) {
    super(message);
  }

  /** Trying the same again later may help. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const answerWithinMs = 15_000;

/** Asks a door once. @throws DoorError */
export async function ask<T>(url: string, { method = 'GET', token, body }: Question = {}): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(answerWithinMs),
  }).catch((error: Error) => {
    throw new DoorError(0, `${new URL(url).origin} does not answer (${causeOf(error)})`);
  });
  const text = await response.text().catch((error: Error) => {
    throw new DoorError(0, `${url} broke off its answer (${causeOf(error)})`);
  });
  if (response.ok) return parsed(text) as T;
  const { title, detail, refused } = (parsed(text) ?? {}) as { title?: string; detail?: string; refused?: string };
  const words = [title, detail].filter((part) => part !== undefined).join(': ') || text.slice(0, 200);
  const after = Number(response.headers.get('retry-after'));
  throw new DoorError(response.status, words, Number.isFinite(after) && after > 0 ? after * 1000 : undefined, refused);
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const causeOf = (error: Error): string => {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? error.message;
};

/** A question by a command that has no other way on: problems become plain words. */
export async function askOrStop<T>(url: string, question: Question = {}): Promise<T> {
  try {
    return await ask<T>(url, question);
  } catch (error) {
    if (!(error instanceof DoorError)) throw error;
    const mend =
      error.status === 401 || error.status === 403
        ? 'Give a token with the right role (attune token --role lead) by --token or ATTUNE_TOKEN.'
        : undefined;
    throw new PlainError(error.message.replace(/[^.!?]$/, '$&.'), mend);
  }
}
