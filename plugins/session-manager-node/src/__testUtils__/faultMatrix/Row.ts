import { Thing } from './inventory';
import { OperationName, OPERATIONS } from './operations';

/** A call that an operation makes: the nth of its name. */
export interface Target {
  call: string;
  nth: number;
}

/** What became of a case. */
export interface Outcome extends Target {
  roleName: string;
  /** Whether the run that met the fault came to its end all the same. */
  endured: boolean;
  /** Why it did not come out as it should. */
  problem?: string;
}

/** What became of all the cases of an operation and a fault. */
export interface Row {
  operation: OperationName;
  fault: string;
  cases: number;
  /** Cases in which the run that met the fault came to its end all the same. */
  endured: number;
  /** Cases that ended as they should, at the latest by the next run. */
  converged: number;
  /** Things that belong to no finished state and that nothing uses. */
  orphans: number;
  /** Things that belong to no finished state and that something uses. */
  duplicates: number;
  /** What went wrong, and where. */
  problems: string[];
}

/** Counts, and looks whether all is there that should be, and nothing else. */
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
      .filter(thing => !there.has(thing));
    const lack = missing.length > 0 ? `${missing} missing` : undefined;
    return { ...outcome, problem: outcome.problem ?? lack };
  });
  const expected = new Set(
    outcomes
      .flatMap(({ roleName }) => OPERATIONS[operation].leaves(roleName))
      .map(label),
  );
  const strays = found.filter(thing => !expected.has(label(thing)));
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
      ...strays.map(thing => `left over: ${label(thing)}`),
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

/** The rows and their sum, as a table in Markdown. */
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
