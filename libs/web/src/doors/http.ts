/** A door said no, or nobody answered. `status` 0: the service could not be reached. */
export class DoorError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(`${title}. ${detail}`.trim());
  }

  /** Trying again later may help: nobody answered, or too much at once, or the service is not ready. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface Asked {
  /** Bearer token; without one the agent's cookie goes along. */
  token?: string;
  body?: unknown;
  signal?: AbortSignal;
}

const patienceMs = 15_000;

/** Asks a door and gives its JSON. Throws a DoorError with the words of its problem document. */
export async function ask<T>(method: 'GET' | 'POST', path: string, { token, body, signal }: Asked = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ?? AbortSignal.timeout(patienceMs),
    });
  } catch {
    throw new DoorError(0, 'No connection', 'The service could not be reached.');
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as T;
  const { title, detail } = (answer ?? {}) as { title?: string; detail?: string };
  throw new DoorError(response.status, title ?? `Refused (${response.status})`, detail ?? '');
}

/** What an error is in plain words. */
export const wordsOf = (error: unknown): string =>
  error instanceof DoorError ? error.detail || error.title : 'Something went wrong on this page. Load it again.';
