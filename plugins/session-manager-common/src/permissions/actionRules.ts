import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  LOG_BUCKET_RESOURCE_TYPE,
  logAccessGrantPermission,
  PREFERENCES_RESOURCE_TYPE,
  preferencesUpdatePermission,
  REQUEST_RESOURCE_TYPE,
  requestCreatePermission,
  ROLE_RESOURCE_TYPE,
  roleCreatePermission,
  roleDeletePermission,
  roleReadPermission,
} from './permissions';

/**
 * The resource of a permission check:
 * - `role`: the role of the step, and its service;
 * - `existing`: existing resources with the names (a role, a policy, an
 *   instance profile), and the service in the tags of each;
 * - `instance`: each EC2 instance, by the service in its tags;
 * - `bucket`: the bucket of another account for session logs;
 * - `request`: the request that would be created;
 * - `preferences`: the session preferences of an account and region.
 *
 * @public
 */
export type ActionSubject =
  'role' | 'existing' | 'instance' | 'bucket' | 'request' | 'preferences';

/**
 * The account of the resource: that of the role or of the preferences, or that
 * of the log bucket's owner.
 *
 * @public
 */
export type ActionAccount = 'role' | 'bucket-owner';

/**
 * A permission check for the user who started the task.
 *
 * @public
 */
export interface ActionCheck {
  subject: ActionSubject;
  account: ActionAccount;
  permission: ResourcePermission<
    | typeof ROLE_RESOURCE_TYPE
    | typeof REQUEST_RESOURCE_TYPE
    | typeof LOG_BUCKET_RESOURCE_TYPE
    | typeof PREFERENCES_RESOURCE_TYPE
  >;
}

/**
 * What an account with `approval` requires of a run that is not a dry run:
 * - `approved-request`: the run executes an approved request, and uses it up;
 * - `approved-role`: the role is unchanged since an approved request created
 *   it;
 * - `owner`: the portal cannot do it, only the owner of the account.
 *
 * @public
 */
export type ActionGateKind = 'approved-request' | 'approved-role' | 'owner';

/**
 * The requirement of an action in accounts with `approval`.
 *
 * @public
 */
export interface ActionGate {
  account: ActionAccount;
  demands: ActionGateKind;
}

/**
 * The checks before a scaffolder action does anything.
 *
 * @public
 */
export interface ActionRule {
  /**
   * What the action changes. Changes in AWS invalidate the portal's cached
   * data.
   */
  changes: 'aws' | 'requests' | 'workspace' | 'nothing';
  checks: readonly ActionCheck[];
  gates: readonly ActionGate[];
  /** Set if only a person can run it, not a service or schedule. */
  onlyPeople?: true;
  /** Why there is no permission or no gate, or what the gate does not cover. */
  note?: string;
}

/**
 * The permission checks and approval requirements of each scaffolder action.
 * The actions, the table in the documentation and the test matrix are based on
 * it.
 *
 * @public
 */
export const actionRules = {
  'session-manager:role:create': {
    changes: 'aws',
    checks: [
      { subject: 'role', account: 'role', permission: roleCreatePermission },
      {
        subject: 'existing',
        account: 'role',
        permission: roleCreatePermission,
      },
    ],
    gates: [{ account: 'role', demands: 'approved-request' }],
  },
  'session-manager:roles:create': {
    changes: 'aws',
    checks: [
      { subject: 'role', account: 'role', permission: roleCreatePermission },
      {
        subject: 'existing',
        account: 'role',
        permission: roleCreatePermission,
      },
      {
        subject: 'request',
        account: 'role',
        permission: requestCreatePermission,
      },
    ],
    gates: [],
    note: 'In an account that requires an approval, this action only requests it, and checks the permission for the request instead of those for the role.',
  },
  'session-manager:role:delete': {
    changes: 'aws',
    checks: [
      {
        subject: 'existing',
        account: 'role',
        permission: roleDeletePermission,
      },
    ],
    gates: [],
    note: 'Removing permissions requires no approval.',
  },
  'session-manager:role:render': {
    changes: 'workspace',
    checks: [],
    gates: [],
    note: 'Nothing in AWS is read or changed. The people who may merge the pull request decide.',
  },
  'session-manager:request:create': {
    changes: 'requests',
    checks: [
      {
        subject: 'request',
        account: 'role',
        permission: requestCreatePermission,
      },
    ],
    gates: [],
    note: 'This action requests the approval.',
  },
  'session-manager:readiness:check': {
    changes: 'nothing',
    checks: [
      { subject: 'role', account: 'role', permission: roleReadPermission },
      { subject: 'existing', account: 'role', permission: roleReadPermission },
    ],
    gates: [],
    note: 'It only reads, and shows no more of an existing role than the portal shows the person who started the task.',
  },
  'session-manager:instance-profile:attach': {
    changes: 'aws',
    checks: [
      {
        subject: 'existing',
        account: 'role',
        permission: roleCreatePermission,
      },
      {
        subject: 'instance',
        account: 'role',
        permission: roleCreatePermission,
      },
    ],
    gates: [{ account: 'role', demands: 'approved-role' }],
  },
  'session-manager:activation:create': {
    changes: 'aws',
    checks: [
      {
        subject: 'existing',
        account: 'role',
        permission: roleCreatePermission,
      },
    ],
    gates: [{ account: 'role', demands: 'approved-role' }],
    onlyPeople: true,
    note: 'Anyone with the code has the permissions of the role. The action therefore accepts only roles for hybrid nodes that the portal created, and only a person gets the code.',
  },
  'session-manager:log-access:grant': {
    changes: 'aws',
    checks: [
      {
        subject: 'existing',
        account: 'role',
        permission: roleCreatePermission,
      },
      {
        subject: 'bucket',
        account: 'bucket-owner',
        permission: logAccessGrantPermission,
      },
    ],
    gates: [{ account: 'bucket-owner', demands: 'owner' }],
    note: 'Revoking access requires no approval.',
  },
  'session-manager:preferences:update': {
    changes: 'aws',
    checks: [
      {
        subject: 'preferences',
        account: 'role',
        permission: preferencesUpdatePermission,
      },
    ],
    gates: [{ account: 'role', demands: 'owner' }],
    note: 'The preferences apply to every session in the account and region, so no service owns them.',
  },
} as const satisfies Record<string, ActionRule>;

/**
 * The id of a scaffolder action of this plugin.
 *
 * @public
 */
export type ActionId = keyof typeof actionRules;

/**
 * The resources of an action's permission checks.
 *
 * @public
 */
export type ActionSubjectOf<Id extends ActionId> =
  (typeof actionRules)[Id]['checks'][number]['subject'];

/**
 * The accounts whose `approval` applies to an action.
 *
 * @public
 */
export type ActionGateAccountOf<Id extends ActionId> =
  (typeof actionRules)[Id]['gates'][number]['account'];

/**
 * Returns the permission that an action checks for a resource.
 *
 * @public
 */
export function actionPermission<Id extends ActionId>(
  id: Id,
  subject: ActionSubjectOf<Id>,
): ActionCheck['permission'] {
  const { checks }: ActionRule = actionRules[id];
  const check = checks.find(each => each.subject === subject);
  if (!check) {
    throw new TypeError(`${id} asks no permission about ${subject}`);
  }
  return check.permission;
}
