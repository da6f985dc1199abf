/** A fault that tests order through `POST /_faults`: it meets the next `times` requests to `path`. */
export interface Fault {
  /** `/orders/A-1042`, or with `*` for one part: `/orders/*\/cancel`. */
  readonly path: string;
  /** Answer this instead, doing nothing. */
  readonly status?: number;
  readonly delayMs?: number;
  /** Do everything, then break the connection: the caller cannot tell whether it happened. */
  readonly dropAnswer?: boolean;
  times: number;
}

export class Faults {
  #ordered: Fault[] = [];

  order(fault: Fault): void {
    this.#ordered.push(fault);
  }

  clear(): void {
    this.#ordered = [];
  }

  /** The fault that this request meets, if any; it counts as met. */
  meet(path: string): Fault | undefined {
    const fault = this.#ordered.find((fault) => fault.times > 0 && matches(fault.path, path));
    if (fault) fault.times -= 1;
    return fault;
  }
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const parts = path.split('/');
  return wanted.length === parts.length && wanted.every((part, index) => part === '*' || part === parts[index]);
}
