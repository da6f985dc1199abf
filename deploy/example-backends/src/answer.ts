export interface Money {
  /** Pence. */
  readonly minor: number;
  readonly currency: 'GBP';
}
export const pounds = (minor: number): Money => ({ minor, currency: 'GBP' });

/** What a back end answers: a status and a body. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}
export const refuse = (status: number, error: string, message: string): Answer => ({
  status,
  body: { error, message },
});
export const ok = (body: Readonly<Record<string, unknown>> = {}): Answer => ({ status: 200, body });

const day = 86_400_000;
/** `2026-03-04`, so many days from a start. */
export const dayOf = (start: Date, offset: number): string =>
  new Date(start.getTime() + offset * day).toISOString().slice(0, 10);
