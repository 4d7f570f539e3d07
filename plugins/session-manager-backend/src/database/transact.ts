import { isError, ServiceUnavailableError } from '@backstage/errors';
import { Knex } from 'knex';

/**
 * Runs a function in one transaction. Throws a `ServiceUnavailableError` if the
 * database does not answer; then nothing was changed.
 */
export async function transact<T>(
  knex: Knex,
  work: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  return withDatabaseErrors(() => knex.transaction(work));
}

/** The same without a transaction, for work that only reads. */
export async function withDatabaseErrors<T>(
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isNetworkError(error) ? unavailable() : redactSql(error);
  }
}

type AsyncMethods<T> = {
  [K in keyof T]: (...args: never[]) => Promise<unknown>;
};

/** A service whose errors never contain SQL statements. */
export function withRedactedErrors<T extends AsyncMethods<T>>(service: T): T {
  const methods: Array<[string, (...args: never[]) => Promise<unknown>]> =
    Object.entries(service);
  return Object.fromEntries(
    methods.map(([name, method]) => [
      name,
      async (...args: never[]) => {
        try {
          return await method(...args);
        } catch (error) {
          throw redactSql(error);
        }
      },
    ]),
  ) as T;
}

/**
 * A database error that is safe to show to anyone: Knex prefixes the database's
 * message with the statement and its values. Returns any other error unchanged.
 */
export function redactSql(error: unknown): unknown {
  if (isUnavailable(error)) {
    return unavailable();
  }
  if (isOfDatabase(error)) {
    const { message, code } = error;
    const said = message.slice(message.lastIndexOf(' - ')).replace(' - ', '');
    return new Error(
      `The portal’s database rejected a statement: ${said} (${code})`,
    );
  }
  return error;
}

function unavailable(): ServiceUnavailableError {
  return new ServiceUnavailableError(
    'The portal’s database does not answer. Nothing was changed. Try again in a moment.',
  );
}

// PostgreSQL's classes 08, 53 and 57 are connections, resources and shutdowns,
// and 55P03 is a lock that was not available in time:
// https://www.postgresql.org/docs/15/errcodes-appendix.html
const UNAVAILABLE_CODES = /^(?:08|53|57)...$|^55P03$/;

// https://www.sqlite.org/rescode.html
const UNAVAILABLE_SQLITE_CODES =
  /^SQLITE_(?:BUSY|LOCKED|CANTOPEN|FULL|IOERR)(?:_|$)/;

// The drivers and the pool throw plain errors for these.
const UNAVAILABLE_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Timeout acquiring a connection|Unable to acquire a connection|database connection is not open/;

function isUnavailable(error: unknown): boolean {
  return (
    isError(error) &&
    ((isOfDatabase(error) &&
      (UNAVAILABLE_CODES.test(error.code) ||
        UNAVAILABLE_SQLITE_CODES.test(error.code))) ||
      UNAVAILABLE_MESSAGES.test(error.message))
  );
}

/**
 * These do not name their source, so use this only where nothing else is
 * called.
 */
function isNetworkError(error: unknown): boolean {
  return (
    isError(error) &&
    /^(?:ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/.test(
      String(error.code),
    )
  );
}

/** PostgreSQL's codes have five characters. */
function isOfDatabase(error: unknown): error is Error & { code: string } {
  return (
    isError(error) &&
    typeof error.code === 'string' &&
    (error.name === 'SqliteError' ||
      ('severity' in error && /^[0-9A-Z]{5}$/.test(error.code)))
  );
}
