/** A duration in the largest unit that fits. */
export interface Age {
  unit: 'now' | 'minute' | 'hour' | 'day' | 'month' | 'year';
  /** Negative for the past. */
  value: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DAY_LENGTH = '2026-11-30'.length;

const UNITS: ReadonlyArray<[Age['unit'], number]> = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];

/**
 * How long ago a time or a day (ISO 8601) was. A time in the future, by a slow
 * clock, is now; of a day, only the days count.
 */
export function ageOf(moment: string, now: number): Age {
  const seconds = (now - Date.parse(moment)) / 1000;
  if (moment.length === DAY_LENGTH && seconds < DAY) {
    return { unit: 'day', value: 0 };
  }
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? [
    'now',
    1,
  ];
  return { unit, value: unit === 'now' ? 0 : -Math.floor(seconds / size) };
}
