import { Thing } from './inventory';
import { OperationName, OPERATIONS } from './operations';

/** A call that an operation makes: the nth of its name. */
export interface Target {
  call: string;
  nth: number;
}

/** Outcome of a case. */
export interface Outcome extends Target {
  roleName: string;
  /** Whether the run that was hit by the fault completed anyway. */
  endured: boolean;
  /** Why the case failed. */
  problem?: string;
}

/** Outcomes of all cases of an operation and a fault. */
export interface Row {
  operation: OperationName;
  fault: string;
  cases: number;
  /** Cases in which the run that was hit by the fault completed anyway. */
  endured: number;
  /**
   * Cases that reached the expected state, at the latest after the next run.
   */
  converged: number;
  /** Leftover resources that nothing uses. */
  orphans: number;
  /** Leftover resources that something uses. */
  duplicates: number;
  /** What failed, and where. */
  problems: string[];
}

/** Compares the resources found with the expected ones. */
export function tally(
  operation: OperationName,
  fault: string,
  outcomes: readonly Outcome[],
  found: readonly Thing[],
): Row {
  const label = ({ kind, name }: Pick<Thing, 'kind' | 'name'>) =>
    `${kind} ${name}`;
  const there = new Set(found.map(label));
  const judged = outcomes.map(outcome => {
    const missing = OPERATIONS[operation]
      .leaves(outcome.roleName)
      .map(label)
      .filter(resource => !there.has(resource));
    const lack = missing.length > 0 ? `${missing} missing` : undefined;
    return { ...outcome, problem: outcome.problem ?? lack };
  });
  const expected = new Set(
    outcomes
      .flatMap(({ roleName }) => OPERATIONS[operation].leaves(roleName))
      .map(label),
  );
  const strays = found.filter(resource => !expected.has(label(resource)));
  return {
    operation,
    fault,
    cases: outcomes.length,
    endured: judged.filter(({ endured }) => endured).length,
    converged: judged.filter(({ problem }) => !problem).length,
    orphans: strays.filter(({ used }) => !used).length,
    duplicates: strays.filter(({ used }) => used).length,
    problems: [
      ...judged
        .filter(({ problem }) => problem)
        .map(({ call, nth, problem }) => `${call} (${nth}): ${problem}`),
      ...strays.map(resource => `left over: ${label(resource)}`),
    ],
  };
}

const NUMBERS = [
  'cases',
  'endured',
  'converged',
  'orphans',
  'duplicates',
] as const;

/** The rows and their sum as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const sum = (column: (typeof NUMBERS)[number]) =>
    rows.reduce((total, row) => total + row[column], 0);
  const cells = [
    ['operation', 'fault', ...NUMBERS],
    ...rows.map(row => [
      row.operation,
      row.fault,
      ...NUMBERS.map(column => String(row[column])),
    ]),
    ['all', '', ...NUMBERS.map(column => String(sum(column)))],
  ];
  const widths = cells[0].map((_, index) =>
    Math.max(...cells.map(row => row[index].length)),
  );
  const line = (row: string[]) =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index])).join(' | ')} |`;
  const [head, ...body] = cells.map(line);
  return [head, line(widths.map(width => '-'.repeat(width))), ...body].join(
    '\n',
  );
}
