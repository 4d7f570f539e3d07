import { randomUUID } from 'node:crypto';
import {
  marksOfChange,
  marksOfReading,
  ReadingSubject,
  ReportedChange,
} from 'backstage-plugin-session-manager-common';
import DataLoader from 'dataloader';
import { Knex } from 'knex';
import { reached } from '../database/transact';

/** What was changed last of some subjects. */
export interface LastChange {
  /** Another as soon as one of them was changed. */
  version: string;
  /** Milliseconds since the epoch; absent: none was changed lately. */
  changedAt?: number;
}

/**
 * What the portal changed in AWS, known to all replicas: readings are compared
 * with it, wherever they are kept.
 */
export interface ChangeMarks {
  /** Makes what was read of these before out of date. */
  record(changes: readonly ReportedChange[]): Promise<void>;
  last(subjects: readonly ReadingSubject[]): Promise<LastChange>;
}

interface MarkRow {
  mark: string;
  version: string;
  changed_at: Date | number | string;
}

/** Longer than any reading is remembered, in milliseconds. */
const KEPT_FOR = 2 * 24 * 60 * 60 * 1_000;

// SQLite takes so many variables in a statement, and some more.
const MOST_AT_ONCE = 500;

export function createChangeMarks({ knex }: { knex: Knex }): ChangeMarks {
  async function read(
    marks: readonly string[],
  ): Promise<Array<MarkRow | undefined>> {
    const rows = await reached(async () =>
      knex<MarkRow>('change_marks').whereIn('mark', [...marks]),
    );
    const byMark = new Map(rows.map(row => [row.mark, row]));
    return marks.map(mark => byMark.get(mark));
  }

  // One query for all that is asked at the same time; none is answered with
  // what was read before it was asked.
  const loader = new DataLoader(read, {
    cache: false,
    maxBatchSize: MOST_AT_ONCE,
  });

  return {
    async record(changes) {
      const marks = [...new Set(changes.flatMap(marksOfChange))];
      const now = new Date();
      // In one order, so that replicas do not wait for each other.
      const rows = marks.sort().map(mark => ({
        mark,
        version: randomUUID(),
        changed_at: now,
      }));
      await reached(() =>
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
