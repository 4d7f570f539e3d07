/**
 * The maximum number of steps of a decision, in compared characters and values.
 * Policies that AWS accepts take some thousands. For a document that is written
 * to take long, the decision is `unknown`.
 */
export const STEPS_OF_DECISION = 500_000;

/** Thrown if an evaluation takes more steps than its budget. */
export class OutOfStepsError extends Error {
  constructor() {
    super('The policies take too many steps to evaluate.');
    this.name = 'OutOfStepsError';
  }
}

/** Counts steps, and stops an evaluation that exceeds its budget. */
export class StepBudget {
  private left: number;

  constructor(steps = STEPS_OF_DECISION) {
    this.left = steps;
  }

  /** The number of steps left. */
  get remaining(): number {
    return this.left;
  }

  /** Uses steps. Throws an {@link OutOfStepsError} if fewer are left. */
  spend(steps = 1): void {
    if (!this.trySpend(steps)) {
      throw new OutOfStepsError();
    }
  }

  /** Uses steps if enough are left, and returns whether they were. */
  trySpend(steps = 1): boolean {
    this.left -= steps;
    return this.left >= 0;
  }
}

/** A budget without a limit, for patterns in the portal's own configuration. */
export const unlimited = () => new StepBudget(Infinity);
