import { IAM } from '@aws-sdk/client-iam';
import {
  Operation,
  PlanOptions,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';

/** A role spec to provision, or a manual call. */
export type SetupAction = RoleSpec | ((iam: IAM) => Promise<unknown>);

/** An initial state of a role and the expected result of provisioning it. */
export interface StartState {
  start: string;
  /** Actions that create the state. */
  setup: SetupAction[];
  /** The requested spec. Default: the tests' own. */
  wanted?: RoleSpec;
  options?: PlanOptions;
  /** The calls that reach the spec, or the reason for a refusal. */
  ends: Operation[] | RegExp;
  /** What stays unchanged because the spec does not name it. */
  kept?: string[];
}
