const icon = (...paths: string[]) =>
  function Icon({ size = 16 }: { size?: number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
      >
        {paths.map((path) => (
          <path key={path} d={path} />
        ))}
      </svg>
    );
  };

export const Send = icon('M8 13.2V3', 'M3.8 7.1 8 2.9l4.2 4.2');
export const Close = icon('m4 4 8 8', 'm12 4-8 8');
export const Back = icon('M10 3 5 8l5 5');
export const Forward = icon('m6 3 5 5-5 5');
export const Book = icon(
  'M8 4.2C6.6 3 4.6 2.8 2.5 3v9.2c2.1-.2 4.1 0 5.5 1.2 1.4-1.2 3.4-1.4 5.5-1.2V3C11.4 2.8 9.4 3 8 4.2Z',
  'M8 4.2v9.2',
);
export const Clock = icon('M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Z', 'M8 4.8V8l2.2 1.4');
export const Check = icon('m3 8.5 3.2 3.2L13 4.5');
export const Checks = icon('m1.5 8.5 3 3L11 5', 'm7.6 11 .5.5L14.5 5');
export const Warn = icon('M8 2.3 14.3 13.2H1.7L8 2.3Z', 'M8 6.5v3', 'M8 11.4v.1');
export const Person = icon(
  'M8 7.8a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4Z',
  'M2.8 13.6c.6-2.5 2.7-3.8 5.2-3.8s4.6 1.3 5.2 3.8',
);
export const Swap = icon('M2.5 5.5h9.5', 'M9.5 2.8l2.7 2.7-2.7 2.7', 'M13.5 10.5H4', 'M6.5 7.8 3.8 10.5l2.7 2.7');
export const Play = icon('M4.5 2.9v10.2l8.4-5.1-8.4-5.1Z');
export const Pause = icon('M5.2 3.2v9.6', 'M10.8 3.2v9.6');
export const Stop = icon('M4 4h8v8H4z');
export const Lock = icon('M4 7.2h8v6H4z', 'M5.7 7V5.1a2.3 2.3 0 0 1 4.6 0V7');
export const Inbox = icon('M2.2 9 4 3.2h8L13.8 9v4H2.2V9Z', 'M2.4 9h3.2l.9 1.7h3L10.4 9h3.2');
export const Bubble = icon('M2.5 3.2h11v8H7.4L4.5 13.6v-2.4h-2v-8Z');
export const Lanes = icon('M1.8 4h12.4', 'M1.8 8h12.4', 'M1.8 12h12.4', 'M4 4h.1', 'M8 8h.1', 'M12 12h.1');
export const Spark = icon('M8 2v3.2', 'M8 10.8V14', 'M2 8h3.2', 'M10.8 8H14', 'M4.2 4.2l1.7 1.7', 'M10.1 10.1l1.7 1.7');
export const Flag = icon('M3.5 14V2.6', 'M3.5 3.2c3-1.6 5 1.4 9 0v6c-4 1.4-6-1.6-9 0');
export const Copy = icon('M5.5 5.5h8v8h-8z', 'M10.5 5.4V2.5h-8v8h2.9');
export const Offline = icon(
  'M2 2l12 12',
  'M1.8 6.3A9 9 0 0 1 5 4.3',
  'M7.6 3.6a9 9 0 0 1 6.6 2.7',
  'M4.5 9.2a5 5 0 0 1 2.2-1.3',
  'M8 12.4v.1',
);
export const Plus = icon('M8 3v10', 'M3 8h10');
export const More = icon('M3.5 8h.1', 'M8 8h.1', 'M12.5 8h.1');
export const Refresh = icon('M13 8a5 5 0 1 1-1.5-3.6', 'M13.2 2.2v2.9h-2.9');
export const Hourglass = icon(
  'M4 2.5h8',
  'M4 13.5h8',
  'M5 2.5c0 3 3 3.4 3 5.5s-3 2.5-3 5.5',
  'M11 2.5c0 3-3 3.4-3 5.5s3 2.5 3 5.5',
);
