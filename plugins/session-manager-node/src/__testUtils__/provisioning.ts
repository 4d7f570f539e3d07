import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  ListInstanceProfilesCommand,
  ListPoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import {
  plan,
  PlanOptions,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import { LocalAws, startLocalAws } from 'local-aws';
import { AwsAccount } from '../accounts/AwsAccounts';
import { deleteRole } from '../role/deleteRole';
import { namesOf, observeRole } from '../role/observeRole';
import { provisionRole } from '../role/provisionRole';
import { logCalls } from './callLog';
import {
  DEVELOPMENT,
  knownRoles,
  testAccounts,
  useLocalAws,
} from './testAccounts';

const KEY = `arn:aws:kms:us-east-1:${DEVELOPMENT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
/** The spec that the tests use. */
export const WANTED: RoleSpec = {
  roleName: 'payments-session-role',
  roleDescription: 'Sessions on the payment servers',
  kmsKeyArn: KEY,
  s3: { bucket: 'corp-session-logs', prefix: 'payments' },
  cloudWatchLogs: { logGroup: '/session-manager/payments' },
  roleTags: { team: 'payments' },
  policyTags: { team: 'payments' },
  entityRef: 'component:default/payments',
};

/**
 * Starts, for the tests of a file, a local AWS that is reset before each test,
 * with the development account and functions to work with a role in it.
 */
export function useProvisioning() {
  let aws: LocalAws;
  let restoreEnv: () => void;
  let account: AwsAccount;
  let calls: ReturnType<typeof logCalls>;

  beforeAll(async () => {
    aws = await startLocalAws();
    restoreEnv = useLocalAws(aws);
  });

  beforeEach(async () => {
    await aws.reset();
    account = await testAccounts().get();
    calls = logCalls(account.iam);
  });

  afterAll(async () => {
    restoreEnv();
    await aws.stop();
  });

  const specOf = (input: RoleSpec) => resolveRoleSpec(input, account.settings);

  const provision = (
    input: RoleSpec = WANTED,
    options: Partial<Parameters<typeof provisionRole>[0]> = {},
  ) =>
    provisionRole({
      account,
      spec: specOf(input),
      knownRoles: knownRoles(),
      ...options,
    });

  const remove = (options: Partial<Parameters<typeof deleteRole>[0]> = {}) =>
    deleteRole({
      account,
      roleName: WANTED.roleName,
      knownRoles: knownRoles(),
      ...options,
    });

  /** Reads what IAM has of a spec, and the changes that are still pending. */
  const observe = async (input: RoleSpec = WANTED, options?: PlanOptions) => {
    const spec = specOf(input);
    const observed = await observeRole(account.iam, namesOf(spec));
    return { ...observed, changes: plan(spec, observed, options) };
  };

  return {
    specOf,
    provision,
    remove,
    observe,
    get account() {
      return account;
    },
    get calls() {
      return calls;
    },
  };
}

/** Operations of the changes, sorted. */
export function steps({ changes }: { changes: { operation?: string }[] }) {
  return changes.map(({ operation }) => operation).sort();
}

/** A policy document that allows an action on all resources. */
export function allowing(action: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });
}

/** A trust policy that lets a service assume the role. */
export function trusting(Service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service },
      Action: 'sts:AssumeRole',
    },
  });
}

/** Creates a role without the ownership tags. */
export async function makeForeignRole(iam: IAMClient, roleName: string) {
  await iam.send(
    new CreateRoleCommand({
      RoleName: roleName,
      AssumeRolePolicyDocument: trusting('ec2.amazonaws.com'),
    }),
  );
  const { Policy } = await iam.send(
    new CreatePolicyCommand({
      PolicyName: `${roleName}-theirs`,
      PolicyDocument: allowing('s3:ListAllMyBuckets'),
    }),
  );
  await iam.send(
    new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: Policy?.Arn }),
  );
}

/** Summary of an empty account. */
export const NOTHING = { roles: 0, policies: 0, instanceProfiles: 0 };

/** Number of resources in an account; shows what a run left behind. */
export async function inventory(iam: IAMClient) {
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const { Policies = [] } = await iam.send(
    new ListPoliciesCommand({ Scope: 'Local' }),
  );
  const { InstanceProfiles = [] } = await iam.send(
    new ListInstanceProfilesCommand({}),
  );
  return {
    roles: Roles.length,
    policies: Policies.length,
    instanceProfiles: InstanceProfiles.length,
  };
}
