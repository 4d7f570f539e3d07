import { HandoverSubject } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { Time } from '../database/times';

const TABLE = 'handovers';

/** A row of `handovers`. */
interface HandoverRow {
  id: string;
  recipient: string;
  subject: string;
  created_at: Time;
  expires_at: Time;
  opened_at: Time | null;
}

/** What the database stores of a handover: never the secret. */
export interface KnownHandover {
  id: string;
  recipient: string;
  subject: HandoverSubject;
  expiresAt: Date;
  openedAt?: Date;
}

/** Stores a new handover. */
export async function insertHandover(
  knex: Knex,
  { id, recipient, subject, expiresAt }: KnownHandover,
  now: Date,
): Promise<void> {
  await knex<HandoverRow>(TABLE).insert({
    id,
    recipient,
    subject: JSON.stringify(subject),
    created_at: now,
    expires_at: expiresAt,
  });
}

/** A handover by its id. */
export async function readHandover(
  knex: Knex,
  id: string,
): Promise<KnownHandover | undefined> {
  const row = await knex<HandoverRow>(TABLE).where({ id }).first();
  return (
    row && {
      id,
      recipient: row.recipient,
      subject: JSON.parse(row.subject),
      expiresAt: new Date(row.expires_at),
      ...(row.opened_at === null ? {} : { openedAt: new Date(row.opened_at) }),
    }
  );
}

/**
 * Marks a handover as opened. Of concurrent callers, on whichever replica, only
 * one gets `true`.
 */
export async function claimHandover(
  knex: Knex,
  { id, recipient }: Pick<KnownHandover, 'id' | 'recipient'>,
  now: Date,
): Promise<boolean> {
  const claimed = await knex<HandoverRow>(TABLE)
    .where({ id, recipient })
    .whereNull('opened_at')
    .where('expires_at', '>', now)
    .update({ opened_at: now });
  return claimed === 1;
}

/** The number of a user's handovers that have not expired, opened or not. */
export async function countHandovers(
  knex: Knex,
  recipient: string,
  now: Date,
): Promise<number> {
  const [{ count }] = await knex(TABLE)
    .where({ recipient })
    .where('expires_at', '>', now)
    .count({ count: '*' });
  return Number(count);
}

/** Deletes those that expired before a time. */
export async function deleteOldHandovers(
  knex: Knex,
  before: Date,
): Promise<void> {
  await knex<HandoverRow>(TABLE).where('expires_at', '<', before).delete();
}
