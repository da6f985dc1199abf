/** Small pictures of the three pages, in the colours of who holds. */

export function ChatPicture() {
  return (
    <svg viewBox="0 0 280 130">
      <rect class="solid" x="148" y="16" width="108" height="24" rx="11" />
      <rect class="automation" x="24" y="52" width="146" height="8" rx="4" />
      <rect class="automation faint" x="24" y="66" width="112" height="8" rx="4" />
      <rect class="person soft" x="24" y="88" width="128" height="28" rx="12" />
      <circle class="person" cx="42" cy="102" r="7" />
      <rect class="person" x="57" y="98" width="76" height="8" rx="4" />
    </svg>
  );
}

export function DeskPicture() {
  return (
    <svg viewBox="0 0 280 130">
      {[0, 1, 2].map((row) => (
        <g key={row} transform={`translate(24 ${18 + row * 34})`}>
          <circle class={row === 0 ? 'person' : row === 1 ? 'queue' : 'automation'} cx="8" cy="9" r="8" />
          <rect class="line" x="26" y="2" width={row === 1 ? 48 : 60} height="6" rx="3" />
          <rect class="line faint" x="26" y="13" width={row === 2 ? 36 : 44} height="6" rx="3" />
        </g>
      ))}
      <path class="edge" d="M122 10v110" />
      <rect class="line" x="142" y="20" width="64" height="7" rx="3.5" />
      <rect class="line faint" x="142" y="35" width="112" height="6" rx="3" />
      <rect class="line faint" x="142" y="47" width="92" height="6" rx="3" />
      <path class="curve" d="M142 96C164 92 174 94 190 84S224 68 252 66" />
      <circle class="person" cx="252" cy="66" r="4" />
    </svg>
  );
}

const nodes = [
  [30, 0, 'channel'],
  [70, 1, 'context'],
  [110, 2, 'intent'],
  [152, 3, 'escalation'],
  [196, 3, 'resolution'],
  [244, 0, 'channel'],
] as const;
const y = (lane: number) => 24 + lane * 28;

export function LivePicture() {
  return (
    <svg viewBox="0 0 280 130">
      {[0, 1, 2, 3].map((lane) => (
        <path key={lane} class="edge" d={`M12 ${y(lane)}H268`} />
      ))}
      {nodes.slice(1).map(([x, lane, service], index) => {
        const [fromX, fromLane, from] = nodes[index] ?? nodes[0];
        const half = (x - fromX) / 2;
        return (
          <path
            key={x}
            class={`hop of-${from}`}
            d={`M${fromX + 7} ${y(fromLane)}C${fromX + half} ${y(fromLane)} ${x - half} ${y(lane)} ${x - 8} ${y(lane)}`}
            data-service={service}
          />
        );
      })}
      {nodes.map(([x, lane, service]) => (
        <circle key={x} class={`node of-${service}`} cx={x} cy={y(lane)} r="5.5" />
      ))}
    </svg>
  );
}
