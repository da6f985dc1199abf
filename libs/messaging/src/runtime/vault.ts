import { open, seal, type AttuneEvent, type SealedBlock, type ServiceName } from '@attune/contracts';
import type { Keys } from '@attune/storage';
import type { AnyDefinition } from '../handlers';
import { PermanentError } from '../handlers';
import type { Chance } from './types';

type KeyState = Uint8Array | 'destroyed' | 'unknown';
/** The keys that one step needs, read in one go beforehand, so that the step itself need not wait. */
export type KeyRing = ReadonlyMap<string, KeyState>;

/** What blocks of events that are in memory held, once they were opened; never used when the key is destroyed. */
const opened = new WeakMap<SealedBlock, object>();

/** Opens and seals personal blocks; the only place in the runtime that touches keys. */
export class Vault {
  constructor(
    private readonly keys: Keys,
    private readonly chance: Chance,
    private readonly service: ServiceName,
  ) {}

  /** One read for all. Channel makes the keys of addresses that it sees for the first time. */
  async ring(kids: Iterable<string | undefined>, creating = false): Promise<KeyRing> {
    const wanted = [...new Set(kids)].filter((kid) => kid !== undefined);
    if (wanted.length === 0) return new Map();
    const ring = new Map<string, KeyState>(await this.keys.read(wanted));
    if (creating && this.service === 'channel')
      for (const kid of wanted)
        if ((ring.get(kid) ?? 'unknown') === 'unknown') ring.set(kid, await this.keys.create(kid));
    return ring;
  }

  /** `event` with its personal part, or marked as forgotten. `unknown` where the key is not visible (yet). */
  openEvent(event: AttuneEvent, definition: AnyDefinition, ring: KeyRing): AttuneEvent | 'unknown' {
    if (!event.sealed) return event;
    const key = ring.get(event.sealed.kid) ?? 'unknown';
    if (key === 'unknown') return 'unknown';
    if (key === 'destroyed') return { ...event, forgotten: true };
    if (!definition.personal) return event;
    const known = opened.get(event.sealed);
    if (known !== undefined) return { ...event, personal: known };
    const personal = definition.personal.safeParse(this.openBlock(event.sealed, key));
    if (!personal.success) throw new PermanentError(`personal part of ${event.type} does not fit its schema`);
    opened.set(event.sealed, personal.data as object);
    return { ...event, personal: personal.data };
  }

  openBlock(block: SealedBlock, key: Uint8Array): unknown {
    try {
      return open(block, key);
    } catch {
      throw new PermanentError(`personal block of ${block.origin.type} does not open with its key`);
    }
  }

  /** `undefined` where the key was destroyed: what is personal is then left out. */
  seal(
    personal: unknown,
    kid: string | undefined,
    ring: KeyRing,
    origin: SealedBlock['origin'],
  ): SealedBlock | undefined {
    if (kid === undefined) throw new PermanentError(`${origin.type} has personal data but no key to seal it with`);
    const key = ring.get(kid) ?? 'unknown';
    if (key === 'unknown') throw new PermanentError(`key for ${origin.type} was never made`);
    return key === 'destroyed' ? undefined : seal(personal, kid, key, this.chance.bytes(12), origin);
  }
}
