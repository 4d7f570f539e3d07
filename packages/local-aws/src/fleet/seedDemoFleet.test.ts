import {
  DescribeInstancesCommand,
  DescribeInstancesCommandOutput,
} from '@aws-sdk/client-ec2';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetAccountAuthorizationDetailsCommand } from '@aws-sdk/client-iam';
import { ListAliasesCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import {
  GetBucketEncryptionCommand,
  ListBucketsCommand,
} from '@aws-sdk/client-s3';
import { GetDocumentCommand } from '@aws-sdk/client-ssm';
import {
  documents,
  MANAGED_BY_TAG,
  PolicyDocument,
  recordedSpec,
  samePolicy,
} from 'backstage-plugin-session-manager-common';
import { assumeAccount, clientConfig } from '../server/clientConfig';
import { LocalAws, startLocalAws } from '../server/startLocalAws';
import { AccountClients, clientsFor } from './clients';
import { demoFleet } from './demoFleet';
import { SeededFleet, seedDemoFleet } from './seedDemoFleet';

const { accounts, bucket, keyAlias, logGroups, path, roles } = demoFleet;

jest.setTimeout(300_000);

describe('seedDemoFleet', () => {
  let aws: LocalAws;
  let fleet: SeededFleet;
  let development: AccountClients;
  let production: AccountClients;
  const sentences: string[] = [];

  beforeAll(async () => {
    aws = await startLocalAws();
    fleet = await seedDemoFleet(aws.env, sentence => sentences.push(sentence));
    development = clientsFor(accounts.development, clientConfig(aws.env));
    production = clientsFor(
      accounts.production,
      await assumeAccount(aws.env, accounts.production),
    );
  });

  afterAll(() => aws.stop());

  it('reports its progress in sentences', () => {
    expect(sentences).not.toHaveLength(0);
    expect(sentences.filter(sentence => !sentence.endsWith('.'))).toEqual([]);
  });

  it('creates the key, log groups and preferences of each account', async () => {
    for (const [account, keyArn] of [
      [development, fleet.keyArns.development],
      [production, fleet.keyArns.production],
    ] as const) {
      const { aliases, groups, preferences } = await readLogging(account);
      expect(keyArn).toMatch(
        new RegExp(`^arn:aws:kms:us-east-1:${account.accountId}:key/`),
      );
      expect(aliases).toContainEqual(
        expect.objectContaining({
          AliasName: keyAlias,
          TargetKeyId: keyArn.split('/')[1],
        }),
      );
      expect(groups).toEqual([
        expect.objectContaining({
          logGroupName: logGroups.encrypted,
          kmsKeyId: keyArn,
        }),
        expect.not.objectContaining({ kmsKeyId: expect.anything() }),
      ]);
      expect(groups?.[1].logGroupName).toBe(logGroups.plain);
      expect(preferences).toMatchObject({
        schemaVersion: '1.0',
        sessionType: 'Standard_Stream',
        inputs: {
          s3BucketName: bucket,
          s3EncryptionEnabled: true,
          cloudWatchLogGroupName: logGroups.encrypted,
          cloudWatchEncryptionEnabled: true,
          cloudWatchStreamingEnabled: true,
          kmsKeyId: keyArn,
        },
      });
    }
  });

  it('encrypts the log bucket with the key of the development account', async () => {
    const { ServerSideEncryptionConfiguration } = await development.s3.send(
      new GetBucketEncryptionCommand({ Bucket: bucket }),
    );
    expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
      {
        ApplyServerSideEncryptionByDefault: {
          SSEAlgorithm: 'aws:kms',
          KMSMasterKeyID: fleet.keyArns.development,
        },
      },
    ]);
  });

  it('creates the healthy role from its spec', async () => {
    const role = await readRole(roles.healthy.roleName);
    const spec = role.spec;

    expect(spec).toMatchObject({
      entityRef: roles.healthy.entityRef,
      s3: { bucket, prefix: demoFleet.prefix },
    });
    expect(spec && samePolicy(role.policy, documents(spec).permissions)).toBe(
      true,
    );
    expect(role.description).toBe(spec?.roleDescription);
    expect(role.lastUsed).toBeInstanceOf(Date);
  });

  it('omits the log bucket’s key from the broken role', async () => {
    const role = await readRole(roles.broken.roleName);
    const policy = JSON.stringify(role.policy);

    expect(policy).toContain('s3:PutObject');
    expect(policy).not.toContain('kms:GenerateDataKey');
    expect(role.tags).toEqual({
      'backstage.io/entity-ref': roles.broken.entityRef,
    });
  });

  it('makes the drifted role differ from its spec', async () => {
    const role = await readRole(roles.drifted.roleName);
    const spec = role.spec;

    expect(role.tags[MANAGED_BY_TAG]).toBe('session-manager');
    expect(spec?.entityRef).toBe(roles.drifted.entityRef);
    expect(role.policyVersions).toBe(2);
    expect(JSON.stringify(role.policy)).toContain('ssm:GetParameter');
    expect(spec && samePolicy(role.policy, documents(spec).permissions)).toBe(
      false,
    );
    expect(role.description).not.toBe(spec?.roleDescription);
  });

  it('runs instances with the instance profile of each role', async () => {
    const instances = await readInstances(development);
    const usersOf = (roleName: string) =>
      instances.filter(({ profile }) =>
        profile?.endsWith(`:instance-profile${path}${roleName}`),
      );

    expect(usersOf(roles.healthy.roleName).map(({ name }) => name)).toEqual([
      'payments-1',
      'payments-2',
      'payments-3',
    ]);
    expect(usersOf(roles.broken.roleName)).toHaveLength(2);
    expect(usersOf(roles.drifted.roleName)).toHaveLength(2);
    expect(instances.filter(({ profile }) => !profile)).not.toHaveLength(0);
    expect(await readInstances(production)).not.toHaveLength(0);
  });

  it('has a role for the portal to assume in the other account', async () => {
    const { RoleDetailList } = await production.iam.send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }),
    );
    expect(RoleDetailList).toEqual([
      expect.objectContaining({
        Arn: `arn:aws:iam::${accounts.production}:role/${demoFleet.portalRoleName}`,
      }),
    ]);
  });

  it('changes nothing when it is seeded again', async () => {
    const before = await Promise.all([
      readAll(development),
      readAll(production),
    ]);

    expect(await seedDemoFleet(aws.env)).toEqual(fleet);

    expect(
      await Promise.all([readAll(development), readAll(production)]),
    ).toEqual(before);
  });

  async function readRole(roleName: string) {
    const { RoleDetailList: [role] = [], Policies = [] } = await readIam(
      development,
      roleName,
    );
    const [attached] = role.AttachedManagedPolicies ?? [];
    const versions =
      Policies.find(({ Arn }) => Arn === attached.PolicyArn)
        ?.PolicyVersionList ?? [];
    const inUse = versions.find(({ IsDefaultVersion }) => IsDefaultVersion);
    const tags = Object.fromEntries(
      (role.Tags ?? []).map(({ Key, Value }) => [Key, Value ?? '']),
    );
    return {
      tags,
      spec: recordedSpec({ arn: role.Arn ?? '', tags }),
      policy: JSON.parse(
        decodeURIComponent(inUse?.Document ?? ''),
      ) as PolicyDocument,
      policyVersions: versions.length,
      lastUsed: role.RoleLastUsed?.LastUsedDate,
      description: role.InstanceProfileList?.[0].Roles?.[0].Description,
    };
  }
});

async function readIam({ iam }: AccountClients, roleName?: string) {
  const { RoleDetailList, Policies } = await iam.send(
    new GetAccountAuthorizationDetailsCommand({
      Filter: ['Role', 'LocalManagedPolicy'],
    }),
  );
  return {
    RoleDetailList: RoleDetailList?.filter(
      role => roleName === undefined || role.RoleName === roleName,
    ),
    Policies,
  };
}

async function readLogging({ kms, logs, ssm }: AccountClients) {
  const [{ Aliases }, { Keys }, { logGroups: groups }, document] =
    await Promise.all([
      kms.send(new ListAliasesCommand()),
      kms.send(new ListKeysCommand()),
      logs.send(new DescribeLogGroupsCommand()),
      ssm.send(new GetDocumentCommand({ Name: demoFleet.preferencesDocument })),
    ]);
  return {
    aliases: Aliases,
    keys: Keys,
    groups,
    documentVersion: document.DocumentVersion,
    preferences: JSON.parse(document.Content ?? ''),
  };
}

async function readInstances({ ec2 }: AccountClients) {
  const { Reservations = [] }: DescribeInstancesCommandOutput = await ec2.send(
    new DescribeInstancesCommand(),
  );
  return Reservations.flatMap(({ Instances = [] }) => Instances)
    .map(instance => ({
      id: instance.InstanceId,
      name: instance.Tags?.find(({ Key }) => Key === 'Name')?.Value ?? '',
      profile: instance.IamInstanceProfile?.Arn,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

async function readAll(account: AccountClients) {
  const { Buckets } = await account.s3.send(new ListBucketsCommand());
  return {
    iam: await readIam(account),
    logging: await readLogging(account),
    instances: await readInstances(account),
    buckets: Buckets,
  };
}
