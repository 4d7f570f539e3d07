import { AwsFault } from '../fault/AwsFault';
import { ProblemCode, Stage } from './Readiness';

/**
 * What AWS's own policy simulator says of the same calls. It heeds what the
 * prediction does not see, such as service control policies.
 *
 * @public
 */
export type SecondOpinion =
  | {
      status: 'given';
      /** How many calls were compared. */
      compared: number;
      disagreements: Disagreement[];
      /** Calls that it says nothing of, because a condition is not settled. */
      undecided: number;
    }
  /** AWS was not asked, or did not answer. */
  | { status: 'none'; fault: AwsFault };

/**
 * A call that the simulator decides otherwise than the prediction.
 *
 * @public
 */
export interface Disagreement {
  /** The problem that the call's refusal is. */
  code: ProblemCode;
  stage: Stage;
  action: string;
  resource: string;
  predicted: 'allowed' | 'denied';
  simulated: 'allowed' | 'denied';
  /** Who denies it, as far as the simulator tells. */
  deniedBy?: 'organization' | 'boundary' | 'policies';
}
