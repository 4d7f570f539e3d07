/**
 * What one decision may cost, counted in characters that are compared and
 * values that are looked at. The policies that AWS keeps take some thousands;
 * a document that was written to take long is given up on, and the decision is
 * then `unknown`.
 */
export const STEPS_OF_DECISION = 500_000;

/** An evaluation took more steps than it may. */
export class OutOfStepsError extends Error {
  constructor() {
    super('The policies take too many steps to evaluate.');
    this.name = 'OutOfStepsError';
  }
}

/** Counts steps, and stops the evaluation that takes too many. */
export class StepBudget {
  private left: number;

  constructor(steps = STEPS_OF_DECISION) {
    this.left = steps;
  }

  /** How many are left. */
  get remaining(): number {
    return this.left;
  }

  /** Throws an {@link OutOfStepsError} where so many are not left. */
  spend(steps = 1): void {
    if (!this.trySpend(steps)) {
      throw new OutOfStepsError();
    }
  }

  /** Whether so many were left; they are spent then. */
  trySpend(steps = 1): boolean {
    this.left -= steps;
    return this.left >= 0;
  }
}

/** Without a limit: for patterns of the portal's own configuration. */
export const unlimited = () => new StepBudget(Infinity);
