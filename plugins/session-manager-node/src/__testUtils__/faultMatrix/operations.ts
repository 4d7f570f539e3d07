import { IAM } from '@aws-sdk/client-iam';
import {
  plan,
  resolveRoleSpec,
  ResolvedRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../../accounts/AwsAccounts';
import { deleteRole } from '../../role/deleteRole';
import { namesOf, observeRole } from '../../role/observeRole';
import { provisionRole } from '../../role/provisionRole';
import { ACCOUNT_ID } from './accountOf';
import { Thing } from './inventory';
import { allRolesKnown, unknownRoles } from './roleHints';
import { makeDrifted, makeUsed, theirPolicyName, theirRoleName } from './roles';

/**
 * A role of a case: its names begin with the role's name, at a path of the row.
 */
export interface Subject {
  roleName: string;
  path: string;
}

type Named = Pick<Thing, 'kind' | 'name'>;

export const OPERATION_NAMES = ['create', 'converge', 'delete'] as const;

export type OperationName = (typeof OPERATION_NAMES)[number];

/** An operation of the engine on a role. */
export interface Operation {
  /** Creates the start state. */
  prepare(iam: IAM, subject: Subject): Promise<void>;
  /**
   * Runs the operation; `again` after a previous run that may have done part of
   * it.
   */
  run(account: AwsAccount, subject: Subject, again?: boolean): Promise<unknown>;
  /** All resources that exist in the end, including those of others. */
  leaves(roleName: string): Named[];
  /** Whether the end state is as expected. */
  isDone(iam: IAM, subject: Subject): Promise<boolean>;
}

const KEY = `arn:aws:kms:us-east-1:${ACCOUNT_ID}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ACCOUNT = { accountId: ACCOUNT_ID, partition: 'aws' };

function specOf(subject: Subject, more: Partial<RoleSpec>): ResolvedRoleSpec {
  return resolveRoleSpec({ ...subject, ...more }, ACCOUNT);
}

const plainSpec = (subject: Subject) =>
  specOf(subject, {
    s3: { bucket: 'corp-session-logs' },
    roleTags: { team: 'payments' },
  });

const earlierSpec = (subject: Subject) =>
  specOf(subject, {
    policyName: `${subject.roleName}-earlier`,
    instanceProfileName: `${subject.roleName}-earlier`,
    roleTags: { team: 'payments', dropped: 'yes' },
    policyTags: { dropped: 'yes' },
  });

const laterSpec = (subject: Subject) =>
  specOf(subject, {
    policyName: `${subject.roleName}-later`,
    roleDescription: 'Sessions on the payment servers',
    kmsKeyArn: KEY,
    s3: { bucket: 'corp-session-logs' },
    permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT_ID}:policy/boundary`,
    roleTags: { team: 'payments', stage: 'production' },
    policyTags: { stage: 'production' },
  });

const specWithOwnNames = (subject: Subject) =>
  specOf(subject, {
    policyName: `${subject.roleName}-own`,
    instanceProfileName: `${subject.roleName}-own`,
  });

async function isAs(iam: IAM, spec: ResolvedRoleSpec): Promise<boolean> {
  const observed = await observeRole(iam, namesOf(spec));
  return plan(spec, observed, { exclusive: true }).length === 0;
}

/**
 * Operations of the engine, each from a start state that exercises all of its
 * calls.
 */
export const OPERATIONS: Record<OperationName, Operation> = {
  create: {
    prepare: async () => {},
    run: (account, subject) =>
      provisionRole({
        account,
        spec: plainSpec(subject),
        knownRoles: unknownRoles,
      }),
    leaves: roleName => [
      { kind: 'role', name: roleName },
      { kind: 'policy', name: `${roleName}-SessionManagerPermissions` },
      { kind: 'instance-profile', name: roleName },
    ],
    isDone: (iam, subject) => isAs(iam, plainSpec(subject)),
  },
  converge: {
    prepare: (iam, subject) =>
      makeDrifted(iam, earlierSpec(subject), laterSpec(subject)),
    run: (account, subject, again) => {
      const spec = laterSpec(subject);
      return provisionRole({
        account,
        spec,
        exclusive: true,
        // A later run may know less, because known roles are only cached.
        knownRoles: again ? unknownRoles : allRolesKnown,
      });
    },
    leaves: roleName => [
      { kind: 'role', name: roleName },
      { kind: 'role', name: theirRoleName(roleName) },
      { kind: 'policy', name: `${roleName}-later` },
      { kind: 'instance-profile', name: roleName },
    ],
    isDone: (iam, subject) => isAs(iam, laterSpec(subject)),
  },
  delete: {
    prepare: (iam, subject) => makeUsed(iam, specWithOwnNames(subject)),
    run: (account, { roleName }, again) =>
      deleteRole({
        account,
        roleName,
        knownRoles: again ? unknownRoles : allRolesKnown,
      }),
    leaves: roleName => [{ kind: 'policy', name: theirPolicyName(roleName) }],
    isDone: async (iam, subject) => {
      const { role, policies, instanceProfiles } = await observeRole(
        iam,
        namesOf(specWithOwnNames(subject)),
      );
      return !role && policies.length + instanceProfiles.length === 0;
    },
  },
};
