import { all, Ternary, ternaryOf } from '../../ternary/ternary';
import { CallOutcome } from './calls';
import { Problem } from '../model/Readiness';

/** The result of a stage, and the problems that occur in it. */
export interface StageResult {
  happens: Ternary;
  problems: Problem[];
}

export const NOTHING: StageResult = { happens: true, problems: [] };

/** Combines steps that run one after the other. */
export function inTurn(steps: readonly StageResult[]): StageResult {
  return {
    happens: all(steps.map(({ happens }) => happens)),
    problems: steps.flatMap(({ problems }) => problems),
  };
}

export function isAllowed({ decision }: CallOutcome): Ternary {
  return ternaryOf(decision.outcome);
}

/** A step that a problem prevents, or may prevent. */
export function stoppedBy(problem: Problem): StageResult {
  return {
    happens: problem.severity === 'unknown' ? 'unknown' : false,
    problems: [problem],
  };
}
