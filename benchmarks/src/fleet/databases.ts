import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { findPostgres, startPostgres } from 'local-aws';

/** An empty database server. */
export interface Database {
  name: 'SQLite' | 'PostgreSQL';
  /** `backend.database` of the portal's configuration. */
  config: JsonObject;
  stop(): Promise<void>;
}

/** SQLite in files, as in production, where it is not the portal's memory. */
async function startSqlite(): Promise<Database> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-fleet-sqlite-'));
  return {
    name: 'SQLite',
    config: { client: 'better-sqlite3', connection: { directory } },
    stop: () => rm(directory, { recursive: true }),
  };
}

async function startPostgresql(folder: string): Promise<Database> {
  const { host, port, user, stop } = await startPostgres(folder);
  return {
    name: 'PostgreSQL',
    config: { client: 'pg', connection: { host, port, user } },
    stop,
  };
}

/** The databases that this machine has, started one at a time. */
export function databases(
  warn: (sentence: string) => void,
): Array<() => Promise<Database>> {
  const programs = findPostgres();
  if ('missing' in programs) {
    warn(`Not measured on PostgreSQL. ${programs.missing}`);
    return [startSqlite];
  }
  return [startSqlite, () => startPostgresql(programs.folder)];
}
