import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DetachRolePolicyCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  GetDocumentCommand,
  SSMClient,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
} from '@aws-sdk/client-ssm';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  EnvironmentChange,
  FleetRole,
  permissionsPolicy,
  WhatIfResponse,
} from 'backstage-plugin-session-manager-common';
import knexFactory, { Knex } from 'knex';
import { demoFleet } from 'local-aws';
import { component, startPlugin } from '../../__testUtils__/startPlugin';
import { useDemoAws } from '../../__testUtils__/useDemoAws';

jest.setTimeout(240_000);

const ACCOUNT = demoFleet.accounts.development;
const HERE = { accountId: ACCOUNT, region: 'us-east-1' };
const { bucket: BUCKET, keyAlias: ALIAS, logGroups } = demoFleet;
const CORE = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
const policyArn = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
const ofRole = (service: string) =>
  `arn:aws:iam::${ACCOUNT}:policy/session-manager/${service}-session-role-SessionManagerPermissions`;

const document = (...Statement: object[]) => ({
  Version: '2012-10-17',
  Statement,
});
const allow = (Action: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
});
const account = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const KEY_OF_OTHERS = document(
  allow('kms:*', { Principal: account }),
  allow('kms:*', {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'kms:Decrypt',
  }),
);
const CHANNELS = allow(['ssmmessages:*', 'ssm:UpdateInstanceInformation']);

/** A change, and the calls that make it. */
interface Real {
  name: string;
  /** What has to be there before. */
  before?(made: Made): Promise<unknown>;
  change(made: Made): EnvironmentChange;
  make(made: Made): Promise<unknown>;
}

interface Made {
  iam: IAMClient;
  kms: KMSClient;
  logs: CloudWatchLogsClient;
  s3: S3Client;
  ssm: SSMClient;
  /** The key that the preferences and the bucket name, and another one. */
  key: string;
  otherKey: string;
  setPreferences(inputs: Record<string, unknown>): Promise<unknown>;
  setPolicy(arn: string, policy: object): Promise<unknown>;
  setKeyPolicy(policy: object): Promise<unknown>;
}

const encryption = (SSEAlgorithm: 'AES256' | 'aws:kms', key?: string) =>
  new PutBucketEncryptionCommand({
    Bucket: BUCKET,
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm,
            KMSMasterKeyID: key,
          },
        },
      ],
    },
  });

const DENY_UPLOADS = document({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:PutObject',
  Resource: `arn:aws:s3:::${BUCKET}/*`,
});

/** One after the other: each starts from what the ones before have made. */
const CHANGES: Real[] = [
  {
    name: 'another log group in the preferences, not encrypted',
    change: () => ({
      preferences: { cloudWatchLogGroupName: logGroups.plain },
    }),
    make: ({ setPreferences }) =>
      setPreferences({ cloudWatchLogGroupName: logGroups.plain }),
  },
  {
    name: 'the check of its encryption turned off',
    change: () => ({ preferences: { cloudWatchEncryptionEnabled: false } }),
    make: ({ setPreferences }) =>
      setPreferences({ cloudWatchEncryptionEnabled: false }),
  },
  {
    name: 'the first log group again',
    change: () => ({
      preferences: { cloudWatchLogGroupName: logGroups.encrypted },
    }),
    make: ({ setPreferences }) =>
      setPreferences({ cloudWatchLogGroupName: logGroups.encrypted }),
  },
  {
    name: 'another bucket in the preferences',
    before: ({ s3 }) =>
      s3.send(new CreateBucketCommand({ Bucket: 'other-session-logs' })),
    change: () => ({ preferences: { s3BucketName: 'other-session-logs' } }),
    make: ({ setPreferences }) =>
      setPreferences({ s3BucketName: 'other-session-logs' }),
  },
  {
    name: 'the first bucket again, and run as without a user',
    change: () => ({
      preferences: { s3BucketName: BUCKET, runAsEnabled: true },
    }),
    make: ({ setPreferences }) =>
      setPreferences({ s3BucketName: BUCKET, runAsEnabled: true }),
  },
  {
    name: 'run as with a user',
    change: () => ({ preferences: { runAsDefaultUser: 'ssm-user' } }),
    make: ({ setPreferences }) =>
      setPreferences({ runAsDefaultUser: 'ssm-user' }),
  },
  {
    name: 'a policy of the bucket',
    change: () => ({ bucket: { policy: DENY_UPLOADS as never } }),
    make: ({ s3 }) =>
      s3.send(
        new PutBucketPolicyCommand({
          Bucket: BUCKET,
          Policy: JSON.stringify(DENY_UPLOADS),
        }),
      ),
  },
  {
    name: 'no policy of the bucket',
    change: () => ({ bucket: { policy: { Statement: [] } } }),
    make: ({ s3 }) =>
      s3.send(new DeleteBucketPolicyCommand({ Bucket: BUCKET })),
  },
  {
    name: 'the encryption of the bucket',
    change: () => ({ bucket: { encryption: 'AES256', kmsKeyArn: '' } }),
    make: ({ s3 }) => s3.send(encryption('AES256')),
  },
  {
    name: 'another key of the bucket',
    change: ({ otherKey }) => ({
      bucket: { encryption: 'aws:kms', kmsKeyArn: otherKey },
    }),
    make: ({ s3, otherKey }) => s3.send(encryption('aws:kms', otherKey)),
  },
  {
    name: 'the first key of the bucket again',
    change: ({ key }) => ({ bucket: { kmsKeyArn: key } }),
    make: ({ s3, key }) => s3.send(encryption('aws:kms', key)),
  },
  {
    name: 'a policy of the key',
    change: ({ key }) => ({
      keys: { [key]: { policy: KEY_OF_OTHERS as never } },
    }),
    make: ({ setKeyPolicy }) => setKeyPolicy(KEY_OF_OTHERS),
  },
  {
    name: 'the policy of the key that lets the account decide',
    change: ({ key }) => ({
      keys: {
        [key]: {
          policy: document(allow('kms:*', { Principal: account })) as never,
        },
      },
    }),
    make: ({ setKeyPolicy }) =>
      setKeyPolicy(document(allow('kms:*', { Principal: account }))),
  },
  {
    name: 'the alias in the preferences, to another key',
    before: ({ setPreferences }) => setPreferences({ kmsKeyId: ALIAS }),
    change: ({ otherKey }) => ({ aliases: { [ALIAS]: otherKey } }),
    make: ({ kms, otherKey }) =>
      kms.send(
        new UpdateAliasCommand({ AliasName: ALIAS, TargetKeyId: otherKey }),
      ),
  },
  {
    name: 'the alias back to the first key',
    change: ({ key }) => ({ aliases: { [ALIAS]: key } }),
    make: ({ kms, key }) =>
      kms.send(new UpdateAliasCommand({ AliasName: ALIAS, TargetKeyId: key })),
  },
  {
    name: 'the key by which its alias is in a condition, to another key',
    before: async ({ setPreferences, setPolicy, key }) => {
      await setPreferences({ kmsKeyId: key });
      await setPolicy(
        ofRole('orders'),
        document(
          CHANNELS,
          allow(['s3:*', 'logs:*', 'kms:GenerateDataKey']),
          allow('kms:Decrypt', {
            Condition: {
              'ForAnyValue:StringEquals': { 'kms:ResourceAliases': ALIAS },
            },
          }),
        ),
      );
    },
    change: ({ otherKey }) => ({ aliases: { [ALIAS]: otherKey } }),
    make: ({ kms, otherKey }) =>
      kms.send(
        new UpdateAliasCommand({ AliasName: ALIAS, TargetKeyId: otherKey }),
      ),
  },
  {
    name: 'another key in the preferences',
    change: ({ otherKey }) => ({ preferences: { kmsKeyId: otherKey } }),
    make: ({ setPreferences, otherKey }) =>
      setPreferences({ kmsKeyId: otherKey }),
  },
  {
    name: 'no key in the preferences, and the check of the log group',
    change: () => ({
      preferences: { kmsKeyId: '', cloudWatchEncryptionEnabled: true },
    }),
    make: ({ setPreferences }) =>
      setPreferences({ kmsKeyId: '', cloudWatchEncryptionEnabled: true }),
  },
  {
    name: 'the log group without its key',
    change: () => ({ logGroup: { kmsKeyArn: '' } }),
    make: async ({ logs }) => {
      const logGroupName = logGroups.encrypted;
      await logs.send(new DeleteLogGroupCommand({ logGroupName }));
      await logs.send(new CreateLogGroupCommand({ logGroupName }));
    },
  },
  {
    name: 'no log group, and no check of it',
    change: () => ({
      preferences: { cloudWatchEncryptionEnabled: false },
      logGroup: { exists: false },
    }),
    make: async ({ logs, setPreferences }) => {
      await setPreferences({ cloudWatchEncryptionEnabled: false });
      await logs.send(
        new DeleteLogGroupCommand({ logGroupName: logGroups.encrypted }),
      );
    },
  },
  {
    name: 'no logs in CloudWatch Logs',
    change: () => ({ preferences: { cloudWatchLogGroupName: null } }),
    make: ({ setPreferences }) =>
      setPreferences({ cloudWatchLogGroupName: '' }),
  },
  {
    name: 'the document of a boundary',
    before: async ({ iam }) => {
      await iam.send(
        new CreatePolicyCommand({
          PolicyName: 'boundary',
          PolicyDocument: JSON.stringify(document(allow('*'))),
        }),
      );
      await iam.send(
        new PutRolePermissionsBoundaryCommand({
          RoleName: 'payments-session-role',
          PermissionsBoundary: policyArn('boundary'),
        }),
      );
    },
    change: () => ({
      boundaries: { [policyArn('boundary')]: document(CHANNELS) as never },
    }),
    make: ({ setPolicy }) =>
      setPolicy(policyArn('boundary'), document(CHANNELS)),
  },
  {
    name: 'a policy detached',
    change: () => ({ detach: [ofRole('inventory')] }),
    make: ({ iam }) =>
      iam.send(
        new DetachRolePolicyCommand({
          RoleName: 'inventory-session-role',
          PolicyArn: ofRole('inventory'),
        }),
      ),
  },
  {
    name: 'a policy attached to all roles',
    before: ({ iam }) =>
      iam.send(
        new CreatePolicyCommand({
          PolicyName: 'channels',
          PolicyDocument: JSON.stringify(document(CHANNELS)),
        }),
      ),
    change: () => ({ attach: [document(CHANNELS) as never] }),
    make: ({ iam }) =>
      Promise.all(
        ['payments', 'orders', 'inventory'].map(name =>
          iam.send(
            new AttachRolePolicyCommand({
              RoleName: `${name}-session-role`,
              PolicyArn: policyArn('channels'),
            }),
          ),
        ),
      ),
  },
  {
    name: 'AmazonSSMManagedInstanceCore replaced by the documented policy',
    before: async ({ iam }) => {
      const RoleName = 'inventory-session-role';
      await iam.send(
        new DetachRolePolicyCommand({
          RoleName,
          PolicyArn: policyArn('channels'),
        }),
      );
      await iam.send(
        new AttachRolePolicyCommand({ RoleName, PolicyArn: CORE }),
      );
    },
    change: () => ({ replace: [CORE] }),
    make: async ({ iam, key }) => {
      const RoleName = 'inventory-session-role';
      await iam.send(
        new CreatePolicyCommand({
          PolicyName: 'documented',
          PolicyDocument: JSON.stringify(
            permissionsPolicy({
              accountId: ACCOUNT,
              roleName: RoleName,
              s3: {
                bucket: BUCKET,
                prefix: demoFleet.prefix,
                kmsKeyArn: key,
              },
            }),
          ),
        }),
      );
      await iam.send(
        new AttachRolePolicyCommand({
          RoleName,
          PolicyArn: policyArn('documented'),
        }),
      );
      await iam.send(
        new DetachRolePolicyCommand({ RoleName, PolicyArn: CORE }),
      );
    },
  },
  {
    name: 'the end of the bucket',
    change: () => ({ bucket: { exists: false } }),
    make: ({ s3 }) => s3.send(new DeleteBucketCommand({ Bucket: BUCKET })),
  },
];

describe('What-if, and a scan after the change was made', () => {
  const aws = useDemoAws({ awsManagedPolicies: true });
  const scheduler = mockServices.scheduler();
  let knex: Knex;
  let plugin: Awaited<ReturnType<typeof startPlugin>> | undefined;
  let made: Made;
  const effects: string[] = [];

  beforeAll(() => {
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
  });

  beforeEach(async () => {
    plugin ??= await startPlugin({
      entities: [component('payments')],
      services: [
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => ({ getClient: async () => knex }),
        }),
      ],
    });
    made ??= await prepare();
  });

  afterAll(async () => {
    await plugin?.stop();
    await knex.destroy();
  });

  async function prepare(): Promise<Made> {
    const config = aws.client();
    const iam = new IAMClient(config);
    const kms = new KMSClient(config);
    const ssm = new SSMClient(config);
    const { KeyMetadata: found } = await kms.send(
      new DescribeKeyCommand({ KeyId: ALIAS }),
    );
    const { KeyMetadata: other } = await kms.send(
      new CreateKeyCommand({
        Policy: JSON.stringify(
          document(allow('kms:*', { Principal: account })),
        ),
      }),
    );
    const Name = demoFleet.preferencesDocument;
    let versions = 0;
    return {
      ...{ iam, kms, ssm },
      logs: new CloudWatchLogsClient(config),
      s3: new S3Client({ ...config, forcePathStyle: true }),
      key: found!.Arn!,
      otherKey: other!.Arn!,
      async setPreferences(inputs) {
        const { Content = '' } = await ssm.send(
          new GetDocumentCommand({ Name, DocumentFormat: 'JSON' }),
        );
        const content = JSON.parse(Content);
        Object.assign(content.inputs, inputs);
        // No two versions may have the same content.
        versions += 1;
        content.description = `Version ${versions}`;
        const { DocumentDescription } = await ssm.send(
          new UpdateDocumentCommand({
            Name,
            Content: JSON.stringify(content),
            DocumentVersion: '$LATEST',
            DocumentFormat: 'JSON',
          }),
        );
        await ssm.send(
          new UpdateDocumentDefaultVersionCommand({
            Name,
            DocumentVersion: DocumentDescription!.DocumentVersion!,
          }),
        );
      },
      setPolicy: (PolicyArn, policy) =>
        iam.send(
          new CreatePolicyVersionCommand({
            PolicyArn,
            PolicyDocument: JSON.stringify(policy),
            SetAsDefault: true,
          }),
        ),
      setKeyPolicy: policy =>
        kms.send(
          new PutKeyPolicyCommand({
            KeyId: found!.KeyId,
            PolicyName: 'default',
            Policy: JSON.stringify(policy),
          }),
        ),
    };
  }

  async function scan(): Promise<Map<string, FleetRole>> {
    // What was read before is outdated, as after a task of the portal.
    await plugin!
      .post('/changes', {
        changes: [{ accountId: ACCOUNT, what: 'environment' }],
      })
      .set('authorization', mockCredentials.service.header())
      .expect(200);
    await knex('fleet_accounts').update({ due_at: new Date(0) });
    await scheduler.triggerTask('session-manager-fleet');
    const { body } = await plugin!.get('/roles').expect(200);
    return new Map(
      (body.items as FleetRole[]).map(role => [role.roleArn, role]),
    );
  }

  it.each(CHANGES.map(each => [each.name, each] as const))(
    'agree on %s',
    async (name, { before, change, make }) => {
      await before?.(made);
      const was = await scan();
      const predicted: WhatIfResponse = (
        await plugin!
          .post('/what-if', { ...HERE, change: change(made) })
          .expect(200)
      ).body;

      await make(made);
      const is = await scan();

      expect(predicted.total).toBe(3);
      const affected = new Map(
        predicted.items.map(role => [role.roleArn, role]),
      );
      const expected = [...was.values()].map(({ roleArn, state, problems }) => {
        const {
          after = state,
          appeared = [],
          gone = [],
        } = affected.get(roleArn) ?? {};
        const codes = [
          ...problems.filter(code => !gone.includes(code)),
          ...appeared.map(({ code }) => code),
        ];
        return { roleArn, state: after, problems: [...new Set(codes)].sort() };
      });
      expect(expected).toEqual(
        [...was.keys()].map(roleArn => {
          const { state, problems } = is.get(roleArn)!;
          return { roleArn, state, problems: [...problems].sort() };
        }),
      );
      effects.push(`${name}: ${predicted.items.length}`);
    },
  );

  it('are compared on changes that have an effect', () => {
    expect(effects).toHaveLength(CHANGES.length);
    expect(effects.filter(effect => effect.endsWith(': 0'))).toEqual([
      // It was not encrypted, and is not checked any more.
      'the first log group again: 0',
    ]);
  });
});
