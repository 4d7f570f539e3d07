import {
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  ListPolicyVersionsCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import {
  asList,
  documents,
  ENTITY_REF_TAG,
  iamArn,
  instanceProfileTags,
  PolicyDocument,
  PolicyStatement,
  policyTags,
  ResolvedRoleSpec,
  resolveRoleSpec,
  roleTags,
} from 'backstage-plugin-session-manager-common';
import { attachPolicy, putIntoProfile } from './attachments';
import { AccountClients } from './clients';
import { demoFleet } from './demoFleet';
import { unlessExists } from './unlessExists';

type Tags = Readonly<Record<string, string>>;

/** A role with all its resources, as IAM stores it. */
interface RoleParts {
  spec: ResolvedRoleSpec;
  permissions: PolicyDocument;
  tags: { role: Tags; policy: Tags; instanceProfile: Tags };
}

/** Creates the role that matches its spec. */
export async function seedHealthyRole(
  account: AccountClients,
  keyArn: string,
): Promise<void> {
  const spec = specOf(account, keyArn, {
    ...demoFleet.roles.healthy,
    roleDescription: 'Shell access to the payments servers',
  });
  await seedRole(account, fromSpec(spec));
}

/**
 * Creates the role that existed before the portal was introduced. The service's
 * tag is the only one that it shares with the portal's roles.
 */
export async function seedBrokenRole(
  account: AccountClients,
  keyArn: string,
): Promise<void> {
  const spec = specOf(account, keyArn, {
    ...demoFleet.roles.broken,
    roleDescription: 'SSM for orders',
  });
  const { permissions } = documents(spec);
  const tags = { [ENTITY_REF_TAG]: demoFleet.roles.broken.entityRef };
  await seedRole(account, {
    spec,
    permissions: withoutAction(permissions, 'kms:GenerateDataKey'),
    tags: { role: tags, policy: {}, instanceProfile: {} },
  });
}

/** Creates a role from its spec, then changes it manually. */
export async function seedDriftedRole(
  account: AccountClients,
  keyArn: string,
): Promise<void> {
  const spec = specOf(account, keyArn, {
    ...demoFleet.roles.drifted,
    roleDescription: 'Shell access to the inventory servers',
  });
  const parts = fromSpec(spec);
  await seedRole(account, parts);
  await changeByHand(account, parts);
}

function specOf(
  { accountId }: AccountClients,
  kmsKeyArn: string,
  role: { roleName: string; entityRef: string; roleDescription: string },
): ResolvedRoleSpec {
  const { bucket, prefix, logGroups, path } = demoFleet;
  return resolveRoleSpec(
    {
      ...role,
      kmsKeyArn,
      s3: { bucket, prefix, kmsKeyArn },
      cloudWatchLogs: { logGroup: logGroups.encrypted, kmsKeyArn },
    },
    { accountId, partition: 'aws', path },
  );
}

function fromSpec(spec: ResolvedRoleSpec): RoleParts {
  return {
    spec,
    permissions: documents(spec).permissions,
    tags: {
      role: roleTags(spec),
      policy: policyTags(spec),
      instanceProfile: instanceProfileTags(spec),
    },
  };
}

async function seedRole(
  { iam }: AccountClients,
  { spec, permissions, tags }: RoleParts,
): Promise<void> {
  const { path: Path, roleName: RoleName } = spec;
  const InstanceProfileName = spec.instanceProfileName;
  await Promise.all(
    [
      iam.send(
        new CreatePolicyCommand({
          Path,
          PolicyName: spec.policyName,
          PolicyDocument: JSON.stringify(permissions),
          Tags: tagList(tags.policy),
        }),
      ),
      iam.send(
        new CreateRoleCommand({
          Path,
          RoleName,
          Description: spec.roleDescription,
          AssumeRolePolicyDocument: JSON.stringify(documents(spec).trust),
          Tags: tagList(tags.role),
        }),
      ),
      iam.send(
        new CreateInstanceProfileCommand({
          Path,
          InstanceProfileName,
          Tags: tagList(tags.instanceProfile),
        }),
      ),
    ].map(making => unlessExists(making, 'EntityAlreadyExistsException')),
  );
  await Promise.all([
    attachPolicy(iam, RoleName, policyArn(spec)),
    putIntoProfile(iam, RoleName, InstanceProfileName),
  ]);
}

/** The second version of the policy shows that the change was made. */
async function changeByHand(
  { iam }: AccountClients,
  { spec, permissions }: RoleParts,
): Promise<void> {
  const PolicyArn = policyArn(spec);
  const { Versions = [] } = await iam.send(
    new ListPolicyVersionsCommand({ PolicyArn }),
  );
  if (Versions.length > 1) {
    return;
  }
  await iam.send(
    new UpdateRoleCommand({
      RoleName: spec.roleName,
      Description: 'Inventory servers, with parameters for the stocktaking',
    }),
  );
  await iam.send(
    new CreatePolicyVersionCommand({
      PolicyArn,
      PolicyDocument: JSON.stringify(
        withStatement(permissions, {
          Effect: 'Allow',
          Action: 'ssm:GetParameter',
          Resource: '*',
        }),
      ),
      SetAsDefault: true,
    }),
  );
}

function policyArn(spec: ResolvedRoleSpec): string {
  return iamArn(spec, 'policy', spec.path, spec.policyName);
}

function withStatement(
  document: PolicyDocument,
  statement: PolicyStatement,
): PolicyDocument {
  return {
    ...document,
    Statement: [...asList(document.Statement), statement],
  };
}

function withoutAction(
  document: PolicyDocument,
  action: string,
): PolicyDocument {
  return {
    ...document,
    Statement: asList(document.Statement).filter(
      statement => !asList(statement.Action).includes(action),
    ),
  };
}

function tagList(tags: Tags) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
