import { moodOf } from './wording';

/** A face as calm or upset as the customer sounds; `mood`: dissatisfaction, 0..1. */
export function Face({ mood, size = 30 }: { mood: number; size?: number }) {
  const { level, says } = moodOf(mood);
  const bend = 3.4 - mood * 7; // the mouth: up when calm, down when upset
  return (
    <svg class={`face level-${level}`} width={size} height={size} viewBox="0 0 30 30" role="img" aria-label={says}>
      <circle cx="15" cy="15" r="15" />
      <g>
        <circle cx="10.6" cy="12.4" r="1.4" />
        <circle cx="19.4" cy="12.4" r="1.4" />
        <path d={`M10 ${19 - bend / 3} Q15 ${19 + bend} 20 ${19 - bend / 3}`} />
      </g>
    </svg>
  );
}

/** Dissatisfaction over the last turns, oldest first. */
export function MoodTrend({ trend }: { trend: readonly number[] }) {
  const points = trend.length === 1 ? [trend[0] ?? 0, trend[0] ?? 0] : trend;
  const x = (index: number) => 4 + (index / Math.max(1, points.length - 1)) * 112;
  const y = (value: number) => 30 - value * 26;
  const path = points
    .map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`)
    .join(' ');
  const last = points.at(-1) ?? 0;
  return (
    <svg
      class={`trend level-${moodOf(last).level}`}
      width="120"
      height="34"
      viewBox="0 0 120 34"
      role="img"
      aria-label={`Dissatisfaction over ${trend.length} turns, now ${Math.round(last * 100)} %`}
    >
      <path class="area" d={`${path} L116 33 L4 33 Z`} />
      <path class="curve" d={path} />
      <circle cx={x(points.length - 1)} cy={y(last)} r="3" />
    </svg>
  );
}
