import type { CustomerSession } from '../doors/customer';
import type { OwnMessage } from './state';

/** What stays in this browser: the session, what was typed and not sent, what was sent and not confirmed. */
export interface Kept {
  session?: CustomerSession;
  draft: string;
  outbox: OwnMessage[];
}

const place = 'attune.chat';

export function readKept(): Kept {
  try {
    const { session, draft = '', outbox = [] } = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Kept>;
    return { ...(session && { session }), draft, outbox };
  } catch {
    return { draft: '', outbox: [] }; // storage is switched off, or somebody wrote something else there
  }
}

export function keep(change: Partial<Kept>): void {
  try {
    localStorage.setItem(place, JSON.stringify({ ...readKept(), ...change }));
  } catch {
    // without storage the page works, until it is reloaded
  }
}

export function forgetKept(): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // as above
  }
}
