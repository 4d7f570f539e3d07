import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Batch,
  BatchPlan,
  NewBatch,
} from 'backstage-plugin-session-manager-common';

/** Actions for many roles at once, each in the name of one person. */
export interface BatchService {
  /**
   * What starting such a batch would do. Throws as {@link FleetRoles.select}
   * does, and an `InputError` if the action lacks its service.
   */
  plan(batch: NewBatch, by: BackstageCredentials): Promise<BatchPlan>;

  /**
   * Stores a batch, and starts its roles in the background. Throws as `plan`
   * does, an `InputError` if a reason is required and missing, and a
   * `ConflictError` if nothing can be started.
   */
  start(batch: NewBatch, by: BackstageCredentials): Promise<BatchStart>;

  /** Throws a `NotFoundError` unless the caller has started it. */
  get(batchId: string, by: BackstageCredentials): Promise<Batch>;
}

/** A batch that was stored, and how many of its roles are started. */
export interface BatchStart {
  id: string;
  requests: number;
  tasks: number;
  leftOut: number;
}
