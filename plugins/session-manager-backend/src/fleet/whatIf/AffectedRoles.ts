import {
  AffectedRole,
  isUnsafe,
  WHAT_IF_VERDICT_ORDER,
  WhatIfVerdict,
  WhatIfVerdicts,
} from 'backstage-plugin-session-manager-common';
import { decodeCursor, encodeCursor, SortKeys } from '../../database/Cursor';

type Position = [rank: number, roleArn: string];

const KEYS: SortKeys<'verdict'> = {
  verdict: { column: 'verdict', kind: 'number' },
};

/** Keeps a page of the affected roles, the worst first. */
export class AffectedRoles {
  private readonly after: Position | undefined;
  private readonly kept: Array<{ at: Position; role: AffectedRole }> = [];

  /** Throws an `InputError` if the cursor is none of a previous page. */
  constructor(
    cursor: string | undefined,
    private readonly limit: number,
  ) {
    const last = cursor ? decodeCursor(cursor, KEYS) : undefined;
    this.after = last && [Number(last.value), last.id];
  }

  add(roles: readonly AffectedRole[]): void {
    for (const role of roles) {
      const at = positionOf(role);
      if (!this.after || compare(at, this.after) > 0) {
        this.insert(at, role);
      }
    }
  }

  page(): { items: AffectedRole[]; pageInfo: { nextCursor?: string } } {
    const items = this.kept.slice(0, this.limit);
    const last = items.at(-1);
    return {
      items: items.map(({ role }) => role),
      pageInfo:
        last && this.kept.length > this.limit
          ? {
              nextCursor: encodeCursor({
                ...{ field: 'verdict', order: 'asc', direction: 'next' },
                value: last.at[0],
                id: last.at[1],
              }),
            }
          : {},
    };
  }

  /** One more than a page shows that another follows. */
  private insert(at: Position, role: AffectedRole): void {
    const { kept, limit } = this;
    const full = kept.length > limit;
    if (full && compare(at, kept[kept.length - 1].at) > 0) {
      return;
    }
    let [low, high] = [0, kept.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (compare(kept[middle].at, at) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    kept.splice(low, 0, { at, role });
    if (full) {
      kept.pop();
    }
  }
}

function positionOf({ verdict, roleArn }: AffectedRole): Position {
  return [WHAT_IF_VERDICT_ORDER.indexOf(verdict), roleArn];
}

function compare([rank, arn]: Position, [otherRank, otherArn]: Position) {
  if (rank !== otherRank) {
    return rank - otherRank;
  }
  return Number(arn > otherArn) - Number(arn < otherArn);
}

/** The number of roles that may be worse off. */
export function unsafeIn(verdicts: WhatIfVerdicts): number {
  const counts = Object.entries(verdicts) as Array<[WhatIfVerdict, number]>;
  return counts
    .filter(([verdict]) => isUnsafe(verdict))
    .reduce((sum, [, count]) => sum + count, 0);
}
