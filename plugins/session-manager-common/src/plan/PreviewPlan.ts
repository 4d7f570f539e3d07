import { WarnedPlan } from './planWarnings';
import { AwsFault } from '../fault/AwsFault';

/**
 * What would change; or why that is not known; or that it is not for the
 * caller: the name is taken by what they may not see.
 *
 * @public
 */
export type PreviewPlan = WarnedPlan | { fault: AwsFault } | { taken: string };
