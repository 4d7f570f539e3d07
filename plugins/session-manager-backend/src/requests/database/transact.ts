import { isError, ServiceUnavailableError } from '@backstage/errors';
import { Knex } from 'knex';

/**
 * Does something in one transaction. Throws a `ServiceUnavailableError` where
 * the database does not answer; then nothing is done.
 */
export async function transact<T>(
  knex: Knex,
  work: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  return reached(() => knex.transaction(work));
}

/**
 * The same for what needs no transaction, because it only reads.
 */
export async function reached<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isUnreachable(error)
      ? new ServiceUnavailableError(
          'The database of the portal does not answer, and nothing was changed. Try again in a moment.',
        )
      : error;
  }
}

// Classes 08, 53 and 57 are connections, resources and shutdowns:
// https://www.postgresql.org/docs/15/errcodes-appendix.html
const UNREACHABLE_CODES =
  /^(?:08|53|57)...$|^(?:ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)/;

// The drivers and the pool throw plain errors for these.
const UNREACHABLE_MESSAGES =
  /Connection terminated|Timeout acquiring a connection|Unable to acquire a connection|database connection is not open/;

function isUnreachable(error: unknown): boolean {
  return (
    isError(error) &&
    (UNREACHABLE_CODES.test(String(error.code)) ||
      UNREACHABLE_MESSAGES.test(error.message))
  );
}
