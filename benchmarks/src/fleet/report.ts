import { ASSUMED } from './calls';
import { RATE, RequestCost } from './card';
import { goals } from './goals';
import { Circumstances, Results } from './Results';
import { ROLES_PER_ACCOUNT } from './scan';
import { total } from './startAws';

/** The results as Markdown. */
export function report(results: Results): string {
  return [
    ...reportScans(results),
    ...reportCalls(results),
    ...reportCards(results),
    ...reportLists(results),
    '### Goals',
    '',
    table([
      ['goal', 'measured', 'met'],
      ...goals(results).map(({ goal, measured, met }) => [
        goal,
        measured,
        met ? 'yes' : 'no',
      ]),
    ]),
    '',
  ].join('\n');
}

function reportScans({ scan }: Results): string[] {
  if (!scan) {
    return [];
  }
  const rows = scan.costs.flatMap(
    ({ accounts, database, heapLimit, idle, scans }) =>
      scans.map((cost, index) => [
        `${accounts}`,
        database,
        index === 0 ? 'first' : 'second',
        `${total(cost.calls)}`,
        `${cost.seconds} s, ${cost.cpuSeconds} s of CPU`,
        `${cost.peak.heap} MB of ${heapLimit} (idle: ${idle.heap})`,
        `${cost.peak.rss} MB (idle: ${idle.rss})`,
        `${cost.rowsWritten}`,
        `${cost.predicted}`,
      ]),
  );
  const [last] = scan.costs.toSorted((a, b) => b.accounts - a.accounts);
  const [first, second] = last.scans.map(({ calls }) => calls);
  const operations = Object.keys(first).toSorted(
    (a, b) => first[b] - first[a] || (a < b ? -1 : 1),
  );
  return [
    '### Scans',
    '',
    `Accounts with ${ROLES_PER_ACCOUNT} node roles each, in a generated AWS of another process. The heap is what is in use after a garbage collection, one every two seconds. ${circumstances(scan)}`,
    '',
    table([
      [
        ...['accounts', 'database', 'scan', 'calls to AWS', 'time', 'heap'],
        ...['memory of the process', 'rows written', 'roles predicted'],
      ],
      ...rows,
    ]),
    '',
    `The calls of both scans of ${last.accounts} accounts:`,
    '',
    table([
      ['operation', 'first', 'second'],
      ...operations.map(name => [
        name,
        `${first[name]}`,
        `${second[name] ?? 0}`,
      ]),
    ]),
    '',
  ];
}

function reportCalls({ calls }: Results): string[] {
  if (!calls) {
    return [];
  }
  const { look, perHour, roleLook, scans, views } = calls.costs;
  const perAccount = total(scans.calls) / scans.accounts;
  return [
    '### Calls to AWS',
    '',
    `${ASSUMED.services} services with a role each in ${ASSUMED.accounts} accounts, viewed ${ASSUMED.viewsPerDay} times a day. Counted for the demo fleet, and extrapolated: ${views.count} views made ${views.calls} calls, and a scan made ${perAccount.toFixed(1)} per account. ${circumstances(calls)}`,
    '',
    table([
      ['who reads AWS', 'calls an hour', 'how'],
      [
        'the portal',
        `${perHour.ours}`,
        `${ASSUMED.scansPerHour} scans of each account, whose role is assumed once; views read the store`,
      ],
      [
        'a plugin that reads with each view',
        `${perHour.perView}`,
        `${look.calls} calls a view, as our live look`,
      ],
      [
        'a poll of each role',
        `${perHour.polling}`,
        `${roleLook.calls} calls a role, each ${60 / ASSUMED.pollsPerHour} minutes`,
      ],
    ]),
    '',
  ];
}

function reportCards({ card }: Results): string[] {
  if (!card) {
    return [];
  }
  return [
    '### The card',
    '',
    `The response for the card beside the catalog’s own \`entities/by-name\` of the same service, for a signed-in user, in one backend with a permission policy. “At ${RATE} a second” sends requests at fixed times, whether earlier ones were answered or not, and counts from these times. ${circumstances(card)}`,
    '',
    table([
      [
        ...['database', 'response', 'CPU', 'alone'],
        ...[`at ${RATE} a second: p50`, 'p99', 'reached'],
        ...['SQL statements', 'requests between plugins'],
      ],
      ...card.costs.flatMap(costs =>
        (['card', 'catalog'] as const).map(name => {
          const { atRate, ...cost } = costs[name];
          return [
            costs.database,
            name === 'card' ? 'the card' : 'the entity',
            `${cost.cpuMs} ms`,
            `${cost.alone} ms`,
            `${atRate.p50} ms`,
            `${atRate.p99} ms`,
            `${atRate.perSecond} a second${atRate.failed > 0 ? `, ${atRate.failed} failed` : ''}`,
            by(cost.queries),
            by(cost.requests),
          ];
        }),
      ),
    ]),
    '',
  ];
}

function reportLists({ list }: Results): string[] {
  if (!list) {
    return [];
  }
  const names = {
    page: 'a page of roles',
    byQuery: '`entities/by-query`',
    filtered: 'a page of roles, filtered',
    byQueryFiltered: '`entities/by-query`, filtered',
    summary: 'the summary of roles',
  };
  return [
    '### Lists',
    '',
    `Pages of ${list.costs[0].pageSize}, one request after the other, in one backend. The rows are copies of roles that were scanned and of an entity that was processed. ${circumstances(list)}`,
    '',
    table([
      ['database', 'response', 'of', 'time', 'CPU', 'SQL statements'],
      ...list.costs.flatMap(({ costs, database, entities, roles }) =>
        (Object.keys(names) as (keyof typeof names)[]).map(name => [
          database,
          names[name],
          name.startsWith('byQuery')
            ? `${entities} entities`
            : `${roles} roles`,
          `${costs[name].alone} ms`,
          `${costs[name].cpuMs} ms`,
          by(costs[name].queries),
        ]),
      ),
    ]),
    '',
  ];
}

function by(counts: RequestCost['queries']): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

function circumstances({ machine }: Circumstances): string {
  return `Measured on ${machine.cores} cores (${machine.cpu}), Node.js ${machine.node}, with a load of ${machine.load} at the start.`;
}

function table(rows: string[][]): string {
  const [head, ...body] = rows.map(cells => `| ${cells.join(' | ')} |`);
  return [head, `|${' --- |'.repeat(rows[0].length)}`, ...body].join('\n');
}
