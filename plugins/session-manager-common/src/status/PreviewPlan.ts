import { WarnedPlan } from '../plan/planWarnings';
import { AwsFault } from './RoleStatus';

/**
 * What would change; or why that is not known; or that it is not for the
 * caller: the name is taken by what they may not see.
 *
 * @public
 */
export type PreviewPlan = WarnedPlan | { fault: AwsFault } | { taken: string };
