/** PostgreSQL's driver returns a `Date`, SQLite milliseconds. */
export type Time = Date | number;

/** ISO 8601, in UTC. */
export function isoTime(time: Time): string {
  return new Date(time).toISOString();
}
