import { SCENARIOS } from './Contestant';
import { Figures, Results, Standing } from './Results';

/** The results as Markdown. */
export function report(results: Results): string {
  const { machine, added, proxy, contestants, scaffolder } = results;
  const { firstTask, fiftyAtOnce, goals } = results;
  const calls = Object.values(fiftyAtOnce.calls).reduce((a, b) => a + b, 0);
  return [
    `Each request to the local AWS takes ${added} ms longer (and ${proxy} ms in the proxy itself). Medians; ${machine.cores} cores (${machine.cpu}), Node.js ${machine.node}, load ${machine.load} at the start.`,
    '',
    table([
      ['', ...SCENARIOS],
      ...contestants.map(standing => [standing.name, ...cellsOf(standing)]),
    ]),
    '',
    ...contestants.map(({ name, how }) => `- ${name}: ${how}`),
    '',
    `The scaffolder adds ${scaffolder.task} ms to the step of a task, and ${scaffolder.total} ms from the request to its end. The first task after the start of the backend took ${firstTask.milliseconds} ms, ${firstTask.calls} calls and ${firstTask.roundTrips} round trips.`,
    '',
    `${fiftyAtOnce.tasks} roles by ${fiftyAtOnce.tasks} tasks at once: ${seconds(fiftyAtOnce.milliseconds)}, ${calls} calls.`,
    '',
    table([
      ['goal', 'measured', 'met'],
      ...goals.map(({ goal, measured, met }) => [
        goal,
        measured,
        met ? 'yes' : 'no',
      ]),
    ]),
    '',
  ].join('\n');
}

function cellsOf({ absent = '', unable, figures }: Standing): string[] {
  return SCENARIOS.map(scenario => {
    const own = figures?.[scenario];
    return own ? cellOf(own) : (unable?.[scenario] ?? absent);
  });
}

function cellOf({ milliseconds, calls, roundTrips, fault }: Figures): string {
  const cell = `${seconds(milliseconds)}, ${calls} calls, ${roundTrips} round trips`;
  return fault ? `${fault} (${cell})` : cell;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function table(rows: string[][]): string {
  const [head, ...body] = rows.map(cells => `| ${cells.join(' | ')} |`);
  return [head, `|${' --- |'.repeat(rows[0].length)}`, ...body].join('\n');
}
