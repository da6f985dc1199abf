/** A value, printed so that people can read it: what is long or deep is folded. */
export function Json({ value }: { value: unknown }) {
  return (
    <div class="json mono" tabIndex={0}>
      <Value value={value} depth={0} />
    </div>
  );
}

function Value({ value, depth }: { value: unknown; depth: number }) {
  if (typeof value !== 'object' || value === null) return <Plain value={value} />;
  const entries = Object.entries(value);
  if (entries.length === 0) return <span class="quiet">{Array.isArray(value) ? '[ ]' : '{ }'}</span>;
  if (isFlat(value)) return <Flat value={value} />;
  return (
    <div class={depth === 0 ? 'object' : 'object nested'}>
      {entries.map(([name, one]) => (
        <Entry key={name} name={Array.isArray(value) ? undefined : name} value={one} depth={depth} />
      ))}
    </div>
  );
}

function Entry({ name, value, depth }: { name: string | undefined; value: unknown; depth: number }) {
  const label = name === undefined ? <span class="quiet">– </span> : <span class="key">{name} </span>;
  const deep = typeof value === 'object' && value !== null && Object.keys(value).length > 0 && !isFlat(value);
  if (!deep)
    return (
      <div class="entry">
        {label}
        <Value value={value} depth={depth + 1} />
      </div>
    );
  return (
    <details open={depth === 0 ? JSON.stringify(value).length < 260 : depth < 3}>
      <summary>
        {label}
        <span class="quiet">{Array.isArray(value) ? `${value.length}` : ''}</span>
      </summary>
      <Value value={value} depth={depth + 1} />
    </details>
  );
}

function Plain({ value }: { value: unknown }) {
  return <span class={typeof value}>{typeof value === 'string' ? value : JSON.stringify(value)}</span>;
}

/** Small enough for one line: `{ intent: order_status, probability: 0.94 }`. */
function isFlat(value: object): boolean {
  return (
    JSON.stringify(value).length <= 46 && Object.values(value).every((one) => typeof one !== 'object' || one === null)
  );
}
function Flat({ value }: { value: object }) {
  return (
    <span>
      {Object.entries(value).map(([name, one], index) => (
        <span key={name}>
          {index > 0 && ', '}
          {!Array.isArray(value) && <span class="key">{name} </span>}
          <Plain value={one} />
        </span>
      ))}
    </span>
  );
}
