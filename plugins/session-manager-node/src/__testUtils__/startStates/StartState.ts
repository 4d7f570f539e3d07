import { IAM } from '@aws-sdk/client-iam';
import {
  Operation,
  PlanOptions,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';

/** A role spec to provision, or a call that somebody makes by hand. */
export type Deed = RoleSpec | ((iam: IAM) => Promise<unknown>);

/** A state that a role is found in, and what comes of asking for it. */
export interface StartState {
  start: string;
  /** How the state came to be. */
  deeds: Deed[];
  /** What is asked for; by default the tests' own spec. */
  wanted?: RoleSpec;
  options?: PlanOptions;
  /** The calls that make it true; or the reason why none is made. */
  ends: Operation[] | RegExp;
  /** What is left as it is, because the spec does not name it. */
  kept?: string[];
}
