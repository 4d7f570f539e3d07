import { Change } from '../plan/Change';
import { AwsFault } from './RoleStatus';

/**
 * What would change; or why that is not known; or that it is not for the
 * caller: the name is taken by what they may not see.
 *
 * @public
 */
export type PreviewPlan =
  { changes: Change[] } | { fault: AwsFault } | { taken: string };
