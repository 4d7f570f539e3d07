import { ServiceUnavailableError } from '@backstage/errors';
import { AwsFault } from 'backstage-plugin-session-manager-common';
import { awsFault } from 'backstage-plugin-session-manager-node';

/** An account that did not answer in time, and why. */
export class AccountUnavailableError extends ServiceUnavailableError {
  // Not a property, because Backstage writes those to responses and logs.
  readonly #fault: AwsFault;

  constructor(fault: AwsFault) {
    super(fault.message);
    this.#fault = fault;
  }

  /** Explains from an error why something could not be read. */
  static faultOf(error: unknown): AwsFault {
    return error instanceof AccountUnavailableError
      ? error.#fault
      : awsFault(error);
  }
}
