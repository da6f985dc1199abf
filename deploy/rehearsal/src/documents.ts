import type { ServiceName } from '@attune/contracts';
import type { Decision, DocumentKind } from '@attune/messaging';

/** A document of a service, in memory. */
export interface Kept {
  service: ServiceName;
  kind: DocumentKind<object>;
  id: string;
  state?: object & { kid?: string; personal?: unknown };
  timers: Map<string, number>;
}

/** A timer that some document has set. */
export interface Due {
  kept: Kept;
  name: string;
  at: number;
}

/** The documents of all services. */
export class Documents {
  private readonly all = new Map<string, Kept>();

  /** Followed to where it was merged into. */
  find(service: ServiceName, kind: DocumentKind<object>, id: string): Kept {
    for (let at = id; ;) {
      const kept = this.at(service, kind, at);
      const to = kept.state && kind.movedTo?.(kept.state);
      if (to === undefined) return kept;
      at = to;
    }
  }

  at(service: ServiceName, kind: DocumentKind<object>, id: string): Kept {
    const key = `${service}|${kind.collection}|${id}`;
    const known = this.all.get(key);
    if (known) return known;
    const kept: Kept = { service, kind, id, timers: new Map() };
    this.all.set(key, kept);
    return kept;
  }

  keep(kept: Kept, { state, timers = {} }: Pick<Decision<object>, 'state' | 'timers'>): void {
    kept.state = state;
    for (const [name, at] of Object.entries(timers)) {
      if (at === null) kept.timers.delete(name);
      else kept.timers.set(name, at);
    }
  }

  /** The timer that falls due first; undefined where none does until then. */
  next(until: number): Due | undefined {
    let first: Due | undefined;
    for (const kept of this.all.values())
      for (const [name, at] of kept.timers) if (at <= until && (!first || at < first.at)) first = { kept, name, at };
    return first;
  }

  /** States whose words were sealed with these keys lose them. */
  forget(kids: ReadonlySet<string>): void {
    for (const { state } of this.all.values())
      if (state?.kid !== undefined && kids.has(state.kid)) delete state.personal;
  }

  states(service: ServiceName, collection: string): object[] {
    return [...this.all.values()].flatMap((kept) =>
      kept.service === service && kept.kind.collection === collection && kept.state ? [kept.state] : [],
    );
  }
}
