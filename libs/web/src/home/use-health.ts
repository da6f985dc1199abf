import { useEffect, useState } from 'preact/hooks';
import { ask, DoorError } from '../doors/http';

export const services = [
  'channel',
  'context',
  'intent',
  'knowledge',
  'escalation',
  'resolution',
  'desk',
  'insights',
] as const;
export interface Health {
  service: (typeof services)[number];
  state: 'asking' | 'ready' | 'notReady' | 'away';
}
const everyMs = 4_000;

/** How the services are, asked again every few seconds while somebody looks. */
export function useHealth(): readonly Health[] {
  const [health, setHealth] = useState<readonly Health[]>(services.map((service) => ({ service, state: 'asking' })));
  useEffect(() => {
    let over = false;
    const look = async () => {
      if (document.visibilityState === 'visible') {
        const states = await Promise.all(services.map(stateOf));
        if (over) return;
        setHealth(services.map((service, index) => ({ service, state: states[index] ?? 'away' })));
      }
      timer = setTimeout(() => void look(), everyMs);
    };
    let timer = setTimeout(() => void look());
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, []);
  return health;
}

async function stateOf(service: string): Promise<Health['state']> {
  try {
    await ask('GET', `/api/${service}/health/ready`);
    return 'ready';
  } catch (error) {
    return error instanceof DoorError && error.status === 503 ? 'notReady' : 'away';
  }
}
