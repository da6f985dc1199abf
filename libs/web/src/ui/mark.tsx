/** Attune's mark: two arcs, automation and a person, around what they share. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#1f1d1a" />
      <g fill="none" stroke-width="3.2" stroke-linecap="round">
        <path d="M7 20.5C7 13 11 9 16 9" stroke="#3fb6a8" />
        <path d="M25 11.5C25 19 21 23 16 23" stroke="#f0795b" />
      </g>
      <circle cx="16" cy="16" r="2.4" fill="#faf9f6" />
    </svg>
  );
}
