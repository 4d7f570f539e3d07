import { all, Ternary } from '../access/ternary';
import { CallOutcome } from './calls';
import { Problem, Verdict } from './Readiness';

/** What comes of a stage, and the problems that are met in it. */
export interface StageResult {
  happens: Ternary;
  problems: Problem[];
}

export const NOTHING: StageResult = { happens: true, problems: [] };

/** All of the steps, one after the other. */
export function inTurn(steps: readonly StageResult[]): StageResult {
  return {
    happens: all(steps.map(({ happens }) => happens)),
    problems: steps.flatMap(({ problems }) => problems),
  };
}

/** A step that a fault stops, or what is not known may stop. */
export function stoppedBy(problem: Problem): StageResult {
  return {
    happens: problem.severity === 'unknown' ? 'unknown' : false,
    problems: [problem],
  };
}

export function isAllowed({ decision }: CallOutcome): Ternary {
  return decision.outcome === 'unknown'
    ? 'unknown'
    : decision.outcome === 'allowed';
}

export function verdict(happens: Ternary): Verdict {
  if (happens === 'unknown') {
    return 'unknown';
  }
  return happens ? 'yes' : 'no';
}
