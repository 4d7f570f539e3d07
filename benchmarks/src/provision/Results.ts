import { TaskTimes } from '../portal/startPortal';
import { Contestant, Scenario, SCENARIOS } from './Contestant';
import { AtOnce } from './fiftyRoles';
import { Sample } from './measure';
import { median, rounded } from './statistics';

/** The result of a scenario: medians. */
export interface Figures {
  milliseconds: number;
  fastest: number;
  slowest: number;
  calls: number;
  writes: number;
  /** On the critical path. */
  roundTrips: number;
  /** Why the state of IAM is wrong after the scenario. */
  fault?: string;
}

/** The results of a contestant, or why it could not run. */
export interface Standing extends Pick<
  Contestant,
  'name' | 'how' | 'absent' | 'unable' | 'rounds'
> {
  figures?: Partial<Record<Scenario, Figures>>;
}

/** A goal and its result. */
export interface Goal {
  goal: string;
  measured: string;
  met: boolean;
}

/** Everything that was measured in one run. */
export interface Results {
  measuredAt: string;
  machine: { cpu: string; cores: number; load: number; node: string };
  /** Delay added to each request, in milliseconds. */
  added: number;
  /** Overhead of the proxy per request, in milliseconds. */
  proxy: number;
  contestants: Standing[];
  /** Milliseconds that the scaffolder adds to a step: medians. */
  scaffolder: { task: number; total: number };
  /** The first task after the start of the backend. */
  firstTask: { milliseconds: number; calls: number; roundTrips: number };
  fiftyAtOnce: AtOnce;
  goals: Goal[];
}

/** The medians of a contestant's samples, if it has any. */
export function standingOf(
  { name, how, absent, unable, rounds }: Contestant,
  samples: readonly Sample[],
): Standing {
  const figures = samples.length > 0 ? figuresOf(samples) : undefined;
  return { name, how, absent, unable, rounds, figures };
}

/** What the scaffolder adds to the steps of tasks that ran alone: medians. */
export function scaffolderAdds(
  times: readonly TaskTimes[],
): Results['scaffolder'] {
  const add = (all: (task: TaskTimes) => number) =>
    rounded(median(times.map(task => all(task) - task.steps[0])));
  return {
    task: add(({ tasks }) => tasks[0]),
    total: add(({ total }) => total),
  };
}

function figuresOf(samples: readonly Sample[]): Standing['figures'] {
  const figures: Standing['figures'] = {};
  for (const scenario of SCENARIOS) {
    const own = samples.filter(sample => sample.scenario === scenario);
    const middle = (figure: 'calls' | 'writes' | 'roundTrips') =>
      median(own.map(sample => sample[figure]));
    const milliseconds = own.map(sample => sample.milliseconds);
    if (own.length > 0) {
      figures[scenario] = {
        milliseconds: rounded(median(milliseconds)),
        fastest: rounded(Math.min(...milliseconds)),
        slowest: rounded(Math.max(...milliseconds)),
        calls: middle('calls'),
        writes: middle('writes'),
        roundTrips: middle('roundTrips'),
        fault: own.find(sample => sample.fault)?.fault,
      };
    }
  }
  return figures;
}
