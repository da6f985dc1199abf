export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** Stretches of a day in local time, minutes from midnight; `to` is not included. A day without any is closed. */
export type OpeningHours = Readonly<Record<Weekday, readonly { readonly from: number; readonly to: number }[]>>;

const clocks = new Map<string, Intl.DateTimeFormat>();
const clockIn = (zone: string): Intl.DateTimeFormat => {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long', hour: '2-digit', minute: '2-digit' });
    clocks.set(zone, clock);
  }
  return clock;
};

/** Where an instant falls in somebody's day, in the form that conditions see. */
export function timeScope(
  hours: OpeningHours,
  zone: string,
  at: Date | string,
): { hour: number; weekday: Weekday; open: boolean } {
  const { weekday, minutes } = localTime(zone, new Date(at));
  const open = hours[weekday].some(({ from, to }) => minutes >= from && minutes < to);
  return { hour: Math.floor(minutes / 60), weekday, open };
}

/** When it opens next: weekday and minutes from midnight; undefined where it never does. Today counts. */
export function nextOpening(
  hours: OpeningHours,
  zone: string,
  at: Date | string,
): { weekday: Weekday; from: number } | undefined {
  const now = localTime(zone, new Date(at));
  const today = weekdays.indexOf(now.weekday);
  for (let days = 0; days <= 7; days++) {
    const weekday = weekdays[(today + days) % 7] ?? 'monday';
    const stretch = hours[weekday].find(({ from }) => days > 0 || from > now.minutes);
    if (stretch) return { weekday, from: stretch.from };
  }
  return undefined;
}

function localTime(zone: string, at: Date): { weekday: Weekday; minutes: number } {
  const parts = Object.fromEntries(
    clockIn(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const weekday = weekdays.find((day) => day === parts.weekday?.toLowerCase()) ?? 'monday';
  return { weekday, minutes: (Number(parts.hour) % 24) * 60 + Number(parts.minute) };
}
