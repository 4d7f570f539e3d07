import { Change } from '../plan/Change';
import { PlanOptions } from '../plan/plan';
import { RoleDocuments } from '../policy/documents';
import { ResolvedRoleSpec, RoleSpec } from '../spec/roleSpec';

/**
 * The body of `POST /preview`.
 *
 * @public
 */
export interface PreviewRequest extends PlanOptions {
  spec: RoleSpec;
}

/**
 * The answer of `POST /preview`: what would come of a role spec.
 *
 * @public
 */
export interface RolePreview {
  /** The spec with every default taken. */
  spec: ResolvedRoleSpec;
  documents: RoleDocuments;
  /**
   * What would be changed, in order; empty where all is as asked. Of what is
   * not the caller's to see, it tells only that its name is taken.
   */
  plan: Change[];
  /**
   * What the role has besides, and keeps: ARNs of managed policies, names of
   * inline ones, and ARNs of other instance profiles.
   */
  kept: string[];
  /** The role in the AWS console. */
  consoleUrl: string;
}
