import { WarnedPlan } from './planWarnings';
import { AwsFault } from '../fault/AwsFault';

/**
 * The planned changes; or why they are unknown; or that the name is taken by
 * resources that the caller may not see.
 *
 * @public
 */
export type PreviewPlan = WarnedPlan | { fault: AwsFault } | { taken: string };
