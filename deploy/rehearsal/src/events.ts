import { factId, type AttuneEvent, type Origin, type SealedBlock, type ServiceName } from '@attune/contracts';
import { instant, type Fact } from '@attune/messaging';

/** What a fact inherits from what caused it. */
export interface Cause {
  id: string;
  correlationId: string;
  origin: Origin;
  controlEpoch?: number;
  expiryTime?: string;
  kid?: string;
}

export const causeOf = ({ id, correlationId, origin, controlEpoch, expiryTime, sealed }: AttuneEvent): Cause => ({
  id,
  correlationId,
  origin,
  ...(controlEpoch !== undefined && { controlEpoch }),
  ...(expiryTime !== undefined && { expiryTime }),
  ...(sealed && { kid: sealed.kid }),
});

interface Written {
  service: ServiceName;
  handlerId: string;
  /** Among the facts of its cause. */
  ordinal: number;
  cause: Cause;
  /** Of the state, where neither fact nor cause names a key. */
  kid?: string | undefined;
  now: number;
  domainId: string;
  domainVersion: string;
}

/**
 * Makes events of facts as the runtime does, without bytes: nothing is encrypted, a sealed block is only a ticket for its words. What
 * does not fit its schema throws, as it does there.
 */
export class EventMaker {
  private readonly words: unknown[] = [];
  private readonly sequences = new Map<string, number>();

  make(fact: Fact, written: Written, kept?: { subject: string; sequence: number }): AttuneEvent {
    const { definition, options } = fact;
    const { service, cause, now, domainId, domainVersion } = written;
    const data: unknown = definition.data.parse(fact.data);
    const subject = kept?.subject ?? definition.key(data);
    const source = `/${domainId}/${service}`;
    const sealed = options.sealed ?? this.seal(fact, written, subject);
    const controlEpoch = options.controlEpoch ?? cause.controlEpoch;
    const expiryTime = options.expiryTime ?? cause.expiryTime;
    return {
      id: factId(cause.id, written.handlerId, definition.type, written.ordinal),
      source,
      type: definition.type,
      subject,
      sequence: kept?.sequence ?? this.next(`${source}|${subject}`),
      time: options.time ?? instant(now),
      recordedTime: instant(now),
      correlationId: options.correlationId ?? cause.correlationId,
      causationId: cause.id,
      origin: cause.origin,
      domainVersion,
      ...(controlEpoch !== undefined && { controlEpoch }),
      ...(expiryTime !== undefined && { expiryTime }),
      data,
      ...(sealed && { sealed, personal: this.words[Number(sealed.ct)] }),
    };
  }

  private next(stream: string): number {
    const sequence = (this.sequences.get(stream) ?? 0) + 1;
    this.sequences.set(stream, sequence);
    return sequence;
  }

  private seal({ definition, options }: Fact, { cause, kid }: Written, subject: string): SealedBlock | undefined {
    if (options.personal === undefined) return undefined;
    const key = options.kid ?? cause.kid ?? kid;
    if (key === undefined) throw new Error(`${definition.type} has personal data but no key to seal it with`);
    this.words.push(definition.personal ? definition.personal.parse(options.personal) : options.personal);
    const origin = { id: cause.id, type: definition.type, subject };
    return { kid: key, alg: 'A256GCM', iv: '', ct: String(this.words.length - 1), tag: '', origin };
  }
}
