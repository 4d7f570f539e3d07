import { all, Ternary, ternaryOf } from '../ternary/ternary';
import { CallOutcome } from './calls';
import { Problem } from './Readiness';

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

export function isAllowed({ decision }: CallOutcome): Ternary {
  return ternaryOf(decision.outcome);
}

/** A step that a fault stops, or what is not known may stop. */
export function stoppedBy(problem: Problem): StageResult {
  return {
    happens: problem.severity === 'unknown' ? 'unknown' : false,
    problems: [problem],
  };
}
