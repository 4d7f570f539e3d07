import { randomUUID } from 'node:crypto';
import {
  marksOfChange,
  marksOfReading,
  ReadingSubject,
  ReportedChange,
} from 'backstage-plugin-session-manager-common';
import DataLoader from 'dataloader';
import { Knex } from 'knex';
import { withDatabaseErrors } from '../database/transact';

/** The last change of some subjects. */
export interface LastChange {
  /** Differs as soon as one of them was changed. */
  version: string;
  /** Milliseconds since the epoch; absent if none was changed recently. */
  changedAt?: number;
}

/**
 * What the portal changed in AWS, shared by all replicas. Cached readings are
 * compared with it.
 */
export interface ChangeMarks {
  /** Invalidates what was read of these before. */
  record(changes: readonly ReportedChange[]): Promise<void>;
  last(subjects: readonly ReadingSubject[]): Promise<LastChange>;
}

interface MarkRow {
  mark: string;
  version: string;
  changed_at: Date | number | string;
}

/** Longer than any reading is cached, in milliseconds. */
const KEPT_FOR = 2 * 24 * 60 * 60 * 1_000;

// Within SQLite's limit of variables in a statement.
const MOST_AT_ONCE = 500;

export function createChangeMarks({ knex }: { knex: Knex }): ChangeMarks {
  async function read(
    marks: readonly string[],
  ): Promise<Array<MarkRow | undefined>> {
    const rows = await withDatabaseErrors(async () =>
      knex<MarkRow>('change_marks').whereIn('mark', [...marks]),
    );
    const byMark = new Map(rows.map(row => [row.mark, row]));
    return marks.map(mark => byMark.get(mark));
  }

  // Concurrent calls share one query. A call never gets the result of a query
  // that started before it.
  const loader = new DataLoader(read, {
    cache: false,
    maxBatchSize: MOST_AT_ONCE,
  });

  return {
    async record(changes) {
      const marks = [...new Set(changes.flatMap(marksOfChange))];
      const now = new Date();
      // In a fixed order, so that replicas do not deadlock.
      const rows = marks.sort().map(mark => ({
        mark,
        version: randomUUID(),
        changed_at: now,
      }));
      await withDatabaseErrors(() =>
        knex.transaction(async tx => {
          await tx('change_marks').insert(rows).onConflict('mark').merge();
          await tx('change_marks')
            .where('changed_at', '<', new Date(now.getTime() - KEPT_FOR))
            .delete();
        }),
      );
    },

    async last(subjects) {
      const marks = [...new Set(subjects.flatMap(marksOfReading))];
      const rows = (
        await Promise.all(marks.map(mark => loader.load(mark)))
      ).flatMap(row => row ?? []);
      return {
        version: rows.map(({ version }) => version).join(),
        ...(rows.length > 0 && {
          changedAt: Math.max(
            ...rows.map(row => new Date(row.changed_at).getTime()),
          ),
        }),
      };
    },
  };
}
