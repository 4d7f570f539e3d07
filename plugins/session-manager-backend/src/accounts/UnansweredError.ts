import { ServiceUnavailableError } from '@backstage/errors';
import { AwsFault } from 'backstage-plugin-session-manager-common';
import { awsFault } from 'backstage-plugin-session-manager-node';

/** An account that did not answer, and why. */
export class UnansweredError extends ServiceUnavailableError {
  // Not a property: Backstage writes those of an error into answers and logs.
  readonly #fault: AwsFault;

  constructor(fault: AwsFault) {
    super(fault.message);
    this.#fault = fault;
  }

  /** Why something could not be read, by the error that came of it. */
  static faultOf(error: unknown): AwsFault {
    return error instanceof UnansweredError ? error.#fault : awsFault(error);
  }
}
