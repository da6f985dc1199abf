import { Mark } from './mark';
import { initials } from './wording';

/** Who speaks: Attune's mark, or the initials of a person. The name stands beside it, so it is hidden from screen readers. */
export function Avatar({
  of,
  name,
  size = 30,
}: {
  of: 'automation' | 'person' | 'customer';
  name?: string;
  size?: number;
}) {
  const measures = { width: `${size}px`, height: `${size}px`, fontSize: `${Math.round(size * 0.38)}px` };
  if (of === 'automation')
    return (
      <span class="avatar" style={measures} aria-hidden="true">
        <Mark size={size} />
      </span>
    );
  return (
    <span class={`avatar ${of}`} style={measures} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
