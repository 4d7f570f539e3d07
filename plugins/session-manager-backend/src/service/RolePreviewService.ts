import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  PlanOptions,
  RolePreview,
} from 'backstage-plugin-session-manager-common';

/** Tells what would come of a role spec. */
export interface RolePreviewService {
  /**
   * Writes nothing. Throws an `InputError` that names each field in fault, a
   * `NotAllowedError` for an account that is not configured, and an error of
   * AWS as one of `@backstage/errors`.
   */
  preview(request: RolePreviewRequest): Promise<RolePreview>;
}

export interface RolePreviewRequest extends PlanOptions {
  /** A role spec, not checked yet. */
  spec: object;
  /** The caller's own: they decide what the plan may tell of what is there. */
  credentials: BackstageCredentials;
}
