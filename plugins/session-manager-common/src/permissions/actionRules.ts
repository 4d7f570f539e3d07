import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  LOG_BUCKET_RESOURCE_TYPE,
  logAccessGrantPermission,
  REQUEST_RESOURCE_TYPE,
  requestCreatePermission,
  ROLE_RESOURCE_TYPE,
  roleCreatePermission,
  roleDeletePermission,
  roleReadPermission,
} from './permissions';

/**
 * What a permission is asked about:
 * - `role`: the role that the step names, and the service that it is for;
 * - `existing`: what has the names already (a role, a policy, an instance
 *   profile), and the service that each is for by its tags;
 * - `instance`: each EC2 instance, by the service in its tags;
 * - `bucket`: the bucket of another account that session logs go to;
 * - `request`: the request that would be filed.
 *
 * @public
 */
export type ActionSubject =
  'role' | 'existing' | 'instance' | 'bucket' | 'request';

/**
 * Whose account it is in: the role's, or that of who owns the log bucket.
 *
 * @public
 */
export type ActionAccount = 'role' | 'bucket-owner';

/**
 * A permission that is asked about whoever started the task.
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
  >;
}

/**
 * What an account that is configured with `approval` demands of a run that is
 * no dry run:
 * - `approved-request`: the run carries out an approved request, which it
 *   spends;
 * - `approved-role`: the role is there as a request had it that was approved
 *   and carried out;
 * - `owner`: nothing lets the portal do it; who owns the account does it.
 *
 * @public
 */
export type ActionGateKind = 'approved-request' | 'approved-role' | 'owner';

/**
 * A gate of an action, which stands where the account has `approval`.
 *
 * @public
 */
export interface ActionGate {
  account: ActionAccount;
  demands: ActionGateKind;
}

/**
 * What is asked before a scaffolder action does anything.
 *
 * @public
 */
export interface ActionRule {
  /** What it changes; what it changes in AWS makes the portal's readings old. */
  changes: 'aws' | 'requests' | 'workspace' | 'nothing';
  checks: readonly ActionCheck[];
  gates: readonly ActionGate[];
  /** No service or schedule can run it, only a person. */
  onlyPeople?: true;
  /** Why there is no permission or no gate, or what the gate leaves open. */
  note?: string;
}

/**
 * Each scaffolder action, whose role and whose account it asks a permission
 * about, and where an approval is demanded. The guards of the actions, the
 * table in the documentation and the matrix of the tests are made from it.
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
} as const satisfies Record<string, ActionRule>;

/**
 * The id of a scaffolder action of this plugin.
 *
 * @public
 */
export type ActionId = keyof typeof actionRules;

/**
 * What an action asks its permissions about.
 *
 * @public
 */
export type ActionSubjectOf<Id extends ActionId> =
  (typeof actionRules)[Id]['checks'][number]['subject'];

/**
 * The accounts whose `approval` stands in an action's way.
 *
 * @public
 */
export type ActionGateAccountOf<Id extends ActionId> =
  (typeof actionRules)[Id]['gates'][number]['account'];

/**
 * The permission that an action asks about a subject.
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
