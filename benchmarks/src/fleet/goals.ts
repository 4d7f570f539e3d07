import { Goal, Results } from './Results';

const MOST_OF_POLLING = 0.02;
/** Of the memory that the first scan of fewer accounts needs. */
const FLAT = 1.1;

/** Evaluates the goals of what was measured. */
export function goals({ scan, calls, card, list }: Results): Goal[] {
  return [
    ...(scan ? goalsOfScans(scan.costs) : []),
    ...(calls ? goalsOfCalls(calls.costs) : []),
    ...(card?.costs.flatMap(costs =>
      noSlower(
        `the card, on ${costs.database}, beside an entity by its name`,
        costs.card.alone / costs.catalog.alone,
      ),
    ) ?? []),
    ...(list?.costs.flatMap(({ costs, database }) => [
      ...noSlower(
        `a page of all roles, on ${database}, beside entities/by-query`,
        costs.page.alone / costs.byQuery.alone,
      ),
      ...noSlower(
        `a filtered page, on ${database}, beside a filtered entities/by-query`,
        costs.filtered.alone / costs.byQueryFiltered.alone,
      ),
      ...noSlower(
        `the summary, on ${database}, beside entities/by-query`,
        costs.summary.alone / costs.byQuery.alone,
      ),
    ]) ?? []),
  ];
}

function goalsOfScans(costs: NonNullable<Results['scan']>['costs']): Goal[] {
  const fewest = Math.min(...costs.map(({ accounts }) => accounts));
  const seconds = costs.map(({ scans: [, second] }) => second);
  const written = seconds.reduce(
    (sum, { rowsWritten }) => sum + rowsWritten,
    0,
  );
  const predicted = seconds.reduce((sum, scan) => sum + scan.predicted, 0);
  return [
    {
      goal: 'the second scan writes no row and computes no readiness',
      measured: `${written} rows, ${predicted} roles`,
      met: written === 0 && predicted === 0,
    },
    ...costs
      .filter(({ accounts }) => accounts > fewest)
      .map(many => {
        const few = costs.find(
          ({ accounts, database }) =>
            accounts === fewest && database === many.database,
        );
        const of = (costs_: typeof many) =>
          Math.max(...costs_.scans.map(({ peak }) => peak.heap));
        const ratio = few ? of(many) / of(few) : NaN;
        return {
          goal: `the same memory for ${many.accounts} accounts as for ${fewest}, on ${many.database}`,
          measured: `${ratio.toFixed(2)} times the heap`,
          met: ratio <= FLAT,
        };
      }),
  ];
}

function goalsOfCalls({
  perHour,
}: NonNullable<Results['calls']>['costs']): Goal[] {
  const share = perHour.ours / perHour.polling;
  return [
    {
      goal: `at most ${100 * MOST_OF_POLLING} % of the calls of polling`,
      measured: `${(100 * share).toFixed(1)} %`,
      met: share <= MOST_OF_POLLING,
    },
  ];
}

function noSlower(what: string, ratio: number): Goal[] {
  return [
    {
      goal: `no slower: ${what}`,
      measured: `${ratio.toFixed(2)} times`,
      met: ratio <= 1,
    },
  ];
}
