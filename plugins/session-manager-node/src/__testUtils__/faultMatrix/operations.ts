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

/** A role of a case: its names begin with the role's, at a path of the row. */
export interface Subject {
  roleName: string;
  path: string;
}

type Named = Pick<Thing, 'kind' | 'name'>;

export const OPERATION_NAMES = ['create', 'converge', 'delete'] as const;

export type OperationName = (typeof OPERATION_NAMES)[number];

/** Something that the engine does to a role. */
export interface Operation {
  /** Makes the state that it starts from. */
  prepare(iam: IAM, subject: Subject): Promise<void>;
  /** Does it; `again` where a run before may have done some of it. */
  run(account: AwsAccount, subject: Subject, again?: boolean): Promise<unknown>;
  /** All that there is in the end, also of others. */
  leaves(roleName: string): Named[];
  /** Whether it is in the end as it should be. */
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

/** What the engine does, each from a start that asks for all that it can do. */
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
        // A later run may know less: the memory of it is but a cache.
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
