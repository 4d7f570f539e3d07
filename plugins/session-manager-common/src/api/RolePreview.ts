import { RoleDocuments } from '../policy/documents';
import { Readiness } from '../readiness/Readiness';
import { ResolvedRoleSpec, RoleSpec } from '../roleSpec/roleSpec';
import { WiderGrant } from '../requests/widerThanLeastPrivilege';
import { AwsFault } from '../fault/AwsFault';
import { PreviewBasis } from '../readiness/previewBasis';
import { PreviewPlan } from '../plan/PreviewPlan';

/**
 * The body of `POST /preview`.
 *
 * @public
 */
export interface PreviewRequest {
  spec: RoleSpec;
  adopt?: boolean;
  exclusive?: boolean;
}

/**
 * The answer of `POST /preview`: what would come of a spec.
 *
 * @public
 */
export interface RolePreview {
  /** With every default taken. */
  spec: ResolvedRoleSpec;
  documents: RoleDocuments;
  plan: PreviewPlan;
  /**
   * Whether the caller may have it made, or ask for it where the account wants
   * an approval, by the permissions that the run asks.
   */
  mayRun?: boolean;
  /** What the policy allows beyond the narrowest that works. */
  widerThanLeastPrivilege: WiderGrant[];
  /** Whether sessions would start and be logged; absent where it is not known. */
  readiness?: Readiness;
  /** Why that is not known. */
  readinessFault?: AwsFault;
  /** What that is predicted with; absent where it is not predicted. */
  basis?: PreviewBasis;
  /** Present: the account requires an approved request. */
  approval?: {
    approvers: string[];
    required: number;
    /** The rule that would approve it at once. */
    rule?: { name: string; version: string };
  };
}
