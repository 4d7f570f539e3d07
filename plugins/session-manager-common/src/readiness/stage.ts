import { Ternary } from '../access/ternary';
import { CallOutcome } from './calls';
import { Problem, Verdict } from './Readiness';

/** What comes of a stage, and the problems that are met in it. */
export interface StageResult {
  happens: Ternary;
  problems: Problem[];
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
