import { openBus } from '../settings/connect';
import { needed, readSettings, wayTo, type ConnectionFlags, type Environment } from '../settings/settings';
import type { Letters } from './letters';
import { lettersOnBus } from './letters.bus';
import { lettersAtDoor } from './letters.door';

/** On the bus where it is known, else at escalation's doors. */
export async function openLetters(flags: ConnectionFlags, environment: Environment, root: string): Promise<Letters> {
  const settings = readSettings(flags, environment, root);
  if (wayTo(settings) === 'bus') return lettersOnBus(await openBus(settings, environment), Date.now);
  return lettersAtDoor(needed(settings, 'url'), needed(settings, 'token'));
}
