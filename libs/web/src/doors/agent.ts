import { useEffect, useState } from 'preact/hooks';
import { ask, DoorError } from './http';

/** Who is signed in with the cookie of this browser. */
export interface Agent {
  agentId: string;
  name: string;
  roles: string[];
  capacity?: number;
  queues?: { id: string; name: string }[];
}
export type SignedIn = { state: 'asking' | 'nobody' | 'unreachable' } | { state: 'agent'; agent: Agent };

/** Asks once who is signed in, and again while nobody can be reached. */
export function useAgent(): SignedIn {
  const [signedIn, setSignedIn] = useState<SignedIn>({ state: 'asking' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined;
    ask<Agent>('GET', '/api/desk/me').then(
      (agent) => setSignedIn({ state: 'agent', agent }),
      (error: unknown) => {
        const nobody = error instanceof DoorError && (error.status === 401 || error.status === 403);
        setSignedIn({ state: nobody ? 'nobody' : 'unreachable' });
        if (!nobody) again = setTimeout(() => setAttempt(attempt + 1), 3000);
      },
    );
    return () => clearTimeout(again);
  }, [attempt]);
  return signedIn;
}
