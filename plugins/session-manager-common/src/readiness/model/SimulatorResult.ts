import { AwsFault } from '../../fault/AwsFault';
import { ProblemCode, Stage } from './Readiness';

/**
 * The IAM policy simulator's result for the predicted calls. The simulator also
 * evaluates policies that the prediction does not read, such as service control
 * policies.
 *
 * @public
 */
export type SimulatorResult =
  | {
      status: 'given';
      /** The number of calls compared. */
      compared: number;
      disagreements: Disagreement[];
      /**
       * The number of calls without a result because the value of a condition
       * key is unknown.
       */
      undecided: number;
    }
  /** The simulator was not called, or did not answer. */
  | { status: 'none'; fault: AwsFault };

/**
 * A call for which the simulator and the prediction give different results.
 *
 * @public
 */
export interface Disagreement {
  /** The problem that a denial of the call causes. */
  code: ProblemCode;
  stage: Stage;
  action: string;
  resource: string;
  predicted: 'allowed' | 'denied';
  simulated: 'allowed' | 'denied';
  /** The kind of policy that denies the call, if the simulator reports it. */
  deniedBy?: 'organization' | 'boundary' | 'policies';
}
