import { readFileSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeInstancesCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateDocumentCommand,
  SSMClient,
  UpdateServiceSettingCommand,
} from '@aws-sdk/client-ssm';
import { ConfigReader } from '@backstage/config';
import { Entity } from '@backstage/catalog-model';
import {
  describeChange,
  EntityRoles,
  FleetRole,
  render,
  resolveRoleSpec,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { readSessionManagerConfig } from 'backstage-plugin-session-manager-node';
import { demoFleet, linters, REGION } from 'local-aws';
import { parse } from 'yaml';
import { stepTemplate } from './__testUtils__/byRelation';
import { runTemplate } from './__testUtils__/runTemplate';
import {
  as,
  AUDIT,
  configWith,
  development,
  ENTITIES,
  headersFor,
  PORTAL_CONFIG,
  production,
} from './__testUtils__/startPortal';
import { Portal, useRequests } from './__testUtils__/useRequests';

jest.setTimeout(30_000);

const SEARCH = 'component:default/search';
const CORE = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
const HOSTS =
  'arn:aws:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy';
const HOST_ROLE = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';
/** The key in the examples. */
const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
/** With Default Host Management. */
const SHARED = '222233334444';
/** Of the Landing Zone Accelerator, with logs in CloudWatch Logs. */
const WORKLOAD = '666677778888';
/** Of the Landing Zone Accelerator, with logs in its central bucket. */
const CENTRAL = '888899990000';
const LOG_GROUP = 'AWSAccelerator-sessionmanager-logs';
const CENTRAL_BUCKET = 'aws-accelerator-central-logs';

/** The blocks of a page in a language, in their order. */
function blocksOf(name: string, language: string): string[] {
  const page = readFileSync(
    resolvePath(__dirname, `../../../docs/coming-from/${name}.md`),
    'utf8',
  );
  return [...page.matchAll(/^( *)```(\w+)\n(.*?)\n\1```$/gms)]
    .filter(([, , written]) => written === language)
    .map(([, indent, , text]) => text.replaceAll(`\n${indent}`, '\n').trim());
}

/** Calls that run at the same time are logged in any order. */
const sorted = (text: string) => text.split('\n').sort();

interface Page {
  steps: Array<{ action: string; input: Record<string, any> }>;
}

const pageOf = (yaml: string): Page => parse(yaml);

describe('docs/coming-from', () => {
  const requests = useRequests({ awsManagedPolicies: true });
  const keys: Record<string, string> = {};
  let portal: Portal;

  const clientOf = async (accountId: string) => ({
    ...(await requests.clientConfig(accountId)),
    region: REGION,
  });
  const iamOf = async (accountId: string) =>
    new IAMClient(await clientOf(accountId));

  /** Creates a role in an instance profile, as the console does. */
  const createRole = async (
    accountId: string,
    roleName: string,
    options: {
      service?: string;
      description?: string;
      inline?: Record<string, string>;
      attached?: string[];
      tags?: Record<string, string>;
    },
  ) => {
    const iam = await iamOf(accountId);
    await iam.send(
      new CreateRoleCommand({
        RoleName: roleName,
        Description: options.description,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: options.service ?? 'ec2.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        }),
        Tags: Object.entries(options.tags ?? {}).map(([Key, Value]) => ({
          Key,
          Value,
        })),
      }),
    );
    for (const [PolicyName, PolicyDocument] of Object.entries(
      options.inline ?? {},
    )) {
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: roleName,
          PolicyName,
          PolicyDocument,
        }),
      );
    }
    for (const PolicyArn of options.attached ?? []) {
      await iam.send(
        new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn }),
      );
    }
    if (options.service) {
      return;
    }
    await iam.send(
      new CreateInstanceProfileCommand({ InstanceProfileName: roleName }),
    );
    await iam.send(
      new AddRoleToInstanceProfileCommand({
        InstanceProfileName: roleName,
        RoleName: roleName,
      }),
    );
  };

  const createKey = async (accountId: string, more: object[] = []) => {
    const { KeyMetadata } = await new KMSClient(await clientOf(accountId)).send(
      new CreateKeyCommand({
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${accountId}:root` },
              Action: 'kms:*',
              Resource: '*',
            },
            ...more,
          ],
        }),
      }),
    );
    keys[accountId] = KeyMetadata?.KeyId ?? '';
    return keys[accountId];
  };

  const createPreferences = async (accountId: string, inputs: object) =>
    new SSMClient(await clientOf(accountId)).send(
      new CreateDocumentCommand({
        Name: 'SSM-SessionManagerRunShell',
        DocumentType: 'Session',
        DocumentFormat: 'JSON',
        Content: JSON.stringify({
          schemaVersion: '1.0',
          description: 'Document to hold regional settings for Session Manager',
          sessionType: 'Standard_Stream',
          inputs,
        }),
      }),
    );

  const bucketKey = () => `arn:aws:kms:${REGION}:${AUDIT}:key/${keys[AUDIT]}`;

  /**
   * As the Landing Zone Accelerator does in the account Log Archive, apart from
   * the organization: the local AWS has none.
   */
  const createCentralBucket = async () => {
    const s3 = new S3Client({
      ...(await clientOf(AUDIT)),
      forcePathStyle: true,
    });
    await s3.send(new CreateBucketCommand({ Bucket: CENTRAL_BUCKET }));
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket: CENTRAL_BUCKET,
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms',
                KMSMasterKeyID: bucketKey(),
              },
            },
          ],
        },
      }),
    );
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: CENTRAL_BUCKET,
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: ['s3:PutObject', 's3:PutObjectAcl'],
            Resource: `arn:aws:s3:::${CENTRAL_BUCKET}/*`,
            Condition: {
              ArnLike: {
                'aws:PrincipalARN': ['arn:aws:iam::*:role/AWSAccelerator-*'],
              },
            },
          },
        }),
      }),
    );
  };

  const withKey = (accountId: string, text: string) =>
    text.replaceAll(KEY, keys[accountId]);

  /** Runs the steps of a page; returns their log as the page shows it. */
  const run = async ({ steps }: Page) => {
    const header = headersFor('scaffolder').ada;
    const runs = [];
    for (const { action, input } of steps) {
      const { accountId } = input;
      runs.push({
        accountId,
        ...(await runTemplate(portal, header, 'step', {
          action,
          input: JSON.parse(withKey(accountId, JSON.stringify(input))),
        })),
      });
    }
    const lines = runs.flatMap(({ log, accountId }) =>
      (JSON.parse(log) as TaskEvent[])
        .filter(({ body }) => body.stepId)
        .map(({ body }) =>
          body.message
            // eslint-disable-next-line no-control-regex
            .replace(/^\x1b\[\d+m\w+\x1b\[39m: /, '')
            .replaceAll(keys[accountId], KEY)
            .replace(/i-[0-9a-f]{17}/, 'i-0123456789abcdef0')
            .replace(/requests\/[0-9a-f-]{36}$/, 'requests/…'),
        )
        .map(line => line.replace(/\n +at .*/gs, ''))
        .filter(line => !/^(?:Beginning|Finished|Skipping) step /.test(line)),
    );
    return {
      status: runs.map(({ status }) => status).join(),
      log: lines.join('\n'),
    };
  };

  const listed = async (
    name: string,
    accountId: string,
  ): Promise<FleetRole> => {
    const { body } = await portal.get(`/roles?q=${name}&limit=100`).expect(200);
    return body.items.find(
      (role: FleetRole) =>
        role.roleName === name && role.accountId === accountId,
    );
  };

  /** What a task changed is in the list a moment later. */
  const expectListed = async (
    name: string,
    accountId: string,
    expected: object,
  ) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const role = await listed(name, accountId);
      if (matches(role, expected)) {
        return;
      }
      await new Promise(done => setTimeout(done, 50));
    }
    expect(await listed(name, accountId)).toMatchObject(expected);
  };

  /** Has a role read again that was changed outside the portal. */
  const reread = async (roleName: string, accountId: string) => {
    const before = (await listed(roleName, accountId))?.observedAt;
    await portal
      .post(
        '/changes',
        { changes: [{ what: 'role', accountId, roleName }] },
        as.scaffolder,
      )
      .expect(200);
    for (;;) {
      const role = await listed(roleName, accountId);
      if (role && role.observedAt !== before) {
        return role;
      }
      await new Promise(done => setTimeout(done, 50));
    }
  };

  const roleOf = async (roleName: string) => {
    const { body } = await portal
      .get('/entities/component/default/search/roles')
      .expect(200);
    return (body as EntityRoles).roles.find(({ roleArn }) =>
      roleArn.endsWith(`/${roleName}`),
    );
  };

  const catalogInfo: Entity = parse(blocksOf('by-hand', 'yaml')[0]);

  beforeAll(async () => {
    for (const accountId of [development, production]) {
      const { KeyMetadata } = await new KMSClient(
        await clientOf(accountId),
      ).send(new DescribeKeyCommand({ KeyId: demoFleet.keyAlias }));
      keys[accountId] = KeyMetadata?.KeyId ?? '';
    }
    for (const accountId of [SHARED, WORKLOAD, CENTRAL]) {
      await createKey(accountId);
    }
    await createKey(AUDIT, [
      {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
      },
    ]);
    await createPreferences(SHARED, { kmsKeyId: keys[SHARED] });
    await new SSMClient(await clientOf(SHARED)).send(
      new UpdateServiceSettingCommand({
        SettingId: '/ssm/managed-instance/default-ec2-instance-management-role',
        SettingValue: HOST_ROLE,
      }),
    );
    await createRole(SHARED, HOST_ROLE, {
      service: 'ssm.amazonaws.com',
      attached: [HOSTS],
    });
    await new CloudWatchLogsClient(await clientOf(WORKLOAD)).send(
      new CreateLogGroupCommand({
        logGroupName: LOG_GROUP,
        kmsKeyId: `arn:aws:kms:${REGION}:${WORKLOAD}:key/${keys[WORKLOAD]}`,
      }),
    );
    await createPreferences(WORKLOAD, {
      kmsKeyId: keys[WORKLOAD],
      cloudWatchLogGroupName: LOG_GROUP,
      cloudWatchEncryptionEnabled: true,
    });
    await createCentralBucket();
    await createPreferences(CENTRAL, {
      kmsKeyId: keys[CENTRAL],
      s3BucketName: CENTRAL_BUCKET,
      s3KeyPrefix: `session/${CENTRAL}/${REGION}`,
      s3EncryptionEnabled: false,
    });
    portal = await requests.startForAll({
      entities: [
        ...ENTITIES,
        {
          ...catalogInfo,
          metadata: { namespace: 'default', ...catalogInfo.metadata },
          relations: [
            { type: 'ownedBy', targetRef: String(catalogInfo.spec?.owner) },
          ],
        },
        stepTemplate([
          'session-manager:role:create',
          'session-manager:role:render',
          'session-manager:request:create',
          'session-manager:instance-profile:attach',
        ]),
      ],
      config: {
        ...configWith(
          {},
          ...[SHARED, WORKLOAD, CENTRAL, AUDIT].map(accountId => ({
            accountId,
            partition: 'aws',
          })),
        ),
        aws: {
          ...PORTAL_CONFIG.aws,
          accounts: [
            ...PORTAL_CONFIG.aws.accounts,
            ...[SHARED, WORKLOAD, CENTRAL].map(accountId => ({
              accountId,
              roleName: demoFleet.portalRoleName,
              region: REGION,
            })),
          ],
        },
      },
    });
    await portal.scan();
  }, 120_000);

  it('by-hand.md', async () => {
    const [policy] = blocksOf('by-hand', 'json');
    const [readiness, refusal, log] = blocksOf('by-hand', 'text');
    const page = pageOf(blocksOf('by-hand', 'yaml')[1]);
    const { adopt, ...input } = page.steps[0].input;
    const { roleName } = input;
    await createRole(development, roleName, {
      inline: { 'session-logs': policy },
      attached: [CORE],
      tags: { team: 'search' },
    });
    const iam = await iamOf(development);

    await reread(roleName, development);
    await expectListed(roleName, development, {
      managed: false,
      drift: 'unmanaged',
      sentence: readiness,
    });
    expect(await roleOf(roleName)).toMatchObject({
      claim: expect.anything(),
    });

    const refused = await run({ steps: [{ ...page.steps[0], input }] });
    expect(refused.status).toBe('failed');
    expect(refused.log).toContain(refusal);
    await expectListed(roleName, development, {
      drift: 'unmanaged',
    });

    const finished = await run(page);
    expect(finished.status).toBe('completed');
    expect(sorted(finished.log)).toEqual(sorted(log));
    expect((await run(page)).log).toMatch(/^No changes: already in sync$/m);
    await reread(roleName, development);
    await expectListed(roleName, development, {
      managed: true,
      entityRef: SEARCH,
      state: 'ready',
    });
    const { Tags = [] } = await iam.send(
      new ListRoleTagsCommand({ RoleName: roleName }),
    );
    expect(Tags).toContainEqual({ Key: 'team', Value: 'search' });

    await iam.send(
      new UntagRoleCommand({
        RoleName: roleName,
        TagKeys: ['backstage.io/managed-by'],
      }),
    );
    await reread(roleName, development);
    await expectListed(roleName, development, {
      managed: false,
      drift: 'unmanaged',
    });
    const again = await run({ steps: [{ ...page.steps[0], input }] });
    expect(again.log).toContain(refusal);
  });

  it('infrastructure-as-code.md', async () => {
    const [hcl, removed] = blocksOf('infrastructure-as-code', 'hcl');
    const [readiness, refusal, rendered, drift, secondRefusal, warning] =
      blocksOf('infrastructure-as-code', 'text');
    const lint = await linters();
    const [code, removal] = await lint.terraform([`${hcl}\n`, `${removed}\n`]);
    expect(removal).toMatchObject({
      removed: [{ from: '${aws_iam_role.search}' }],
    });
    const written = resourcesOf(code);
    const name = written.aws_iam_role.name as string;
    await createRole(development, name, {
      attached: [written.aws_iam_role_policy_attachment.policy_arn as string],
      tags: written.aws_iam_role.tags as Record<string, string>,
    });

    await reread(name, development);
    await expectListed(name, development, {
      managed: false,
      drift: 'unmanaged',
      entityRef: SEARCH,
      sentence: readiness,
    });
    expect(await roleOf(name)).toMatchObject({
      repair: {
        managedBy: { name: 'Terraform' },
        newRole: { roleName: `${name}-sessions` },
      },
    });
    const step = {
      action: 'session-manager:role:create',
      input: { accountId: development, roleName: name, entityRef: SEARCH },
    };
    const refused = await run({ steps: [step] });
    expect(refused.status).toBe('failed');
    expect(refused.log).toContain(refusal);

    const page = pageOf(blocksOf('infrastructure-as-code', 'yaml')[0]);
    expect(await run(page)).toEqual({ status: 'completed', log: rendered });
    const { format, ...spec } = page.steps[0].input;
    const [file] = render(
      resolveRoleSpec(JSON.parse(withKey(development, JSON.stringify(spec))), {
        accountId: development,
        partition: 'aws',
      }),
      [format],
    );
    await new CloudFormationClient(await clientOf(development)).send(
      new CreateStackCommand({
        StackName: 'search',
        TemplateBody: file.content,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await reread(spec.roleName, development);
    await expectListed(spec.roleName, development, {
      drift: 'in-sync',
    });
    const iam = await iamOf(development);
    const { AttachedPolicies = [] } = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName: spec.roleName }),
    );
    await iam.send(
      new DetachRolePolicyCommand({
        RoleName: spec.roleName,
        PolicyArn: AttachedPolicies[0].PolicyArn,
      }),
    );
    await reread(spec.roleName, development);
    await expectListed(spec.roleName, development, {
      drift: 'drifted',
    });
    const drifted = await roleOf(spec.roleName);
    expect(
      drifted?.status === 'found' && drifted.drift.state === 'drifted'
        ? drifted.drift.changes?.map(describeChange).join('\n')
        : drifted,
    ).toBe(drift);
    const refusedAgain = await run({
      steps: [{ action: 'session-manager:role:create', input: spec }],
    });
    expect(refusedAgain.status).toBe('failed');
    expect(refusedAgain.log).toContain(secondRefusal);

    const adopted = await run({
      steps: [{ ...step, input: { ...step.input, adopt: true } }],
    });
    expect(adopted.status).toBe('completed');
    expect(adopted.log).toContain(warning);
    await expectListed(name, development, { managed: true });
  });

  it('consoleme.md', async () => {
    const [config, ...more] = blocksOf('consoleme', 'yaml');
    const [policy] = blocksOf('consoleme', 'json');
    const [requested, history] = blocksOf('consoleme', 'text');
    const page = pageOf(more[0]);
    const { roleName, roleDescription } = page.steps[0].input;
    const { accounts = [] } = readSessionManagerConfig(
      new ConfigReader(parse(config)),
    );
    // The accounts of the page are those of the portal under test.
    expect(
      accounts.map(({ accountId, approval }) => [
        accountId,
        approval?.approvers,
      ]),
    ).toEqual([
      [development, undefined],
      [
        production,
        PORTAL_CONFIG.sessionManager.accounts[1].approval?.approvers,
      ],
    ]);
    await createRole(production, roleName, {
      description: roleDescription,
      inline: { cm_ada_1700000000_abcd: policy },
      tags: { 'consoleme-authorized': 'payments' },
    });
    await reread(roleName, production);

    expect(await run(page)).toEqual({ status: 'completed', log: requested });
    const { body } = await portal.get('/requests').expect(200);
    const filed: RoleRequest = body.items.find(
      ({ spec }: RoleRequest) => spec.roleName === roleName,
    );
    await portal.decide(filed, 'approve', as.ada).expect(403);
    await portal.decide(filed, 'approve', as.noor).expect(200);
    await portal.sweep();
    const details = await portal.until(filed.id, 'provisioned');

    expect(details.history.map(({ event }) => event).join(', ')).toBe(history);
    await expectListed(roleName, production, {
      managed: true,
      drift: 'in-sync',
      entityRef: 'component:default/payments',
    });
    const iam = await iamOf(production);
    const { PolicyNames } = await iam.send(
      new ListRolePoliciesCommand({ RoleName: roleName }),
    );
    expect(PolicyNames).toEqual(['cm_ada_1700000000_abcd']);
    const { Tags = [] } = await iam.send(
      new ListRoleTagsCommand({ RoleName: roleName }),
    );
    expect(Tags).toContainEqual({
      Key: 'consoleme-authorized',
      Value: 'payments',
    });
  });

  it('default-host-management.md', async () => {
    const page = pageOf(blocksOf('default-host-management', 'yaml')[0]);
    const ec2 = new EC2Client(await clientOf(SHARED));
    const { Instances: [{ InstanceId = '' }] = [{}] } = await ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-12c6146b',
        MinCount: 1,
        MaxCount: 1,
        TagSpecifications: [
          {
            ResourceType: 'instance',
            Tags: [
              { Key: 'backstage.io/entity-ref', Value: SEARCH },
              { Key: 'Name', Value: 'search-1' },
            ],
          },
        ],
      }),
    );
    await createRole(SHARED, 'batch-nodes', {
      tags: { 'backstage.io/entity-ref': SEARCH },
    });
    const [readiness, log] = blocksOf('default-host-management', 'text');

    await reread('batch-nodes', SHARED);
    await expectListed('batch-nodes', SHARED, {
      state: 'sessions-fail',
      sentence: readiness,
    });
    await expectListed(HOST_ROLE, SHARED, {
      nodeKind: 'hybrid',
      problems: ['standard-instances-tier', 'session-key-decrypt-denied'],
    });

    const finished = await run(page);
    expect(finished.status).toBe('completed,completed');
    expect(sorted(finished.log)).toEqual(sorted(log));
    const { Reservations = [] } = await ec2.send(
      new DescribeInstancesCommand({ InstanceIds: [InstanceId] }),
    );
    expect(Reservations[0].Instances?.[0].IamInstanceProfile?.Arn).toBe(
      `arn:aws:iam::${SHARED}:instance-profile/search-session-role`,
    );
    await expectListed('search-session-role', SHARED, {
      state: 'ready',
    });
  });

  it('landing-zone-accelerator.md', async () => {
    const name = 'AWSAccelerator-SessionManagerEC2Role';
    const page = pageOf(blocksOf('landing-zone-accelerator', 'yaml')[1]);
    const allow = (actions: string[], resource: string) => ({
      Effect: 'Allow',
      Action: actions,
      Resource: resource,
    });
    const channels = allow(
      [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
        'ssm:UpdateInstanceInformation',
      ],
      '*',
    );
    const decrypt = (accountId: string) =>
      allow(
        ['kms:Decrypt'],
        `arn:aws:kms:${REGION}:${accountId}:key/${keys[accountId]}`,
      );
    const logs = `arn:aws:logs:${REGION}:${WORKLOAD}:log-group`;
    const policyOf = (Statement: object[]) => ({
      inline: {
        Logging: JSON.stringify({ Version: '2012-10-17', Statement }),
      },
      tags: { 'backstage.io/entity-ref': SEARCH },
    });
    await createRole(
      WORKLOAD,
      name,
      policyOf([
        channels,
        allow(['logs:DescribeLogGroups'], `${logs}:*`),
        allow(
          [
            'logs:CreateLogStream',
            'logs:PutLogEvents',
            'logs:DescribeLogStreams',
          ],
          `${logs}:aws-accelerator-sessionmanager-logs:*`,
        ),
        decrypt(WORKLOAD),
      ]),
    );
    await createRole(
      CENTRAL,
      name,
      policyOf([
        channels,
        allow(
          ['s3:PutObject', 's3:PutObjectAcl'],
          `arn:aws:s3:::${CENTRAL_BUCKET}/session/${CENTRAL}/${REGION}/*`,
        ),
        allow(
          ['s3:GetEncryptionConfiguration'],
          `arn:aws:s3:::${CENTRAL_BUCKET}`,
        ),
        decrypt(CENTRAL),
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], bucketKey()),
      ]),
    );
    const [refusal, nearMiss, log, central] = blocksOf(
      'landing-zone-accelerator',
      'text',
    );

    const { sentence } = await reread(name, WORKLOAD);
    const roleArn = `arn:aws:iam::${WORKLOAD}:role/${name}`;
    const { body } = await portal
      .get(
        `/entities/component/default/search/readiness?roleArn=${encodeURIComponent(roleArn)}`,
      )
      .expect(200);
    const { values } = body.readiness.problems.find(
      ({ code }: { code: string }) => code === 'cw-create-stream-denied',
    ).repair.nearMiss;
    expect([sentence, values.written, values.wanted].join('\n')).toBe(nearMiss);
    const { input } = page.steps[0];
    const refused = await run({
      steps: [{ ...page.steps[0], input: { ...input, roleName: name } }],
    });
    expect(refused.status).toBe('failed');
    expect(refused.log).toContain(refusal);

    const finished = await run(page);
    expect(finished.status).toBe('completed');
    expect(sorted(finished.log)).toEqual(sorted(log));

    // Only the accelerator's own name is in the bucket policy.
    await reread(name, CENTRAL);
    await expectListed(name, CENTRAL, { state: 'ready' });
    const { cloudWatchLogs, ...spec } = input;
    await run({
      steps: [
        {
          ...page.steps[0],
          input: {
            ...spec,
            accountId: CENTRAL,
            kmsKeyArn: spec.kmsKeyArn.replace(WORKLOAD, CENTRAL),
            s3: {
              bucket: CENTRAL_BUCKET,
              prefix: `session/${CENTRAL}/${REGION}`,
              bucketOwner: AUDIT,
              kmsKeyArn: bucketKey(),
            },
          },
        },
      ],
    });
    await expectListed('search-session-role', CENTRAL, {
      state: 'logs-lost',
      sentence: central,
    });
    const [, , attachments] = blocksOf('landing-zone-accelerator', 'yaml');
    expect(parse(attachments).logging).toHaveProperty('centralLogBucket');
  });
});

function matches(value: unknown, expected: object): boolean {
  try {
    expect(value).toMatchObject(expected);
    return true;
  } catch {
    return false;
  }
}

interface TaskEvent {
  body: { message: string; stepId?: string; status?: string };
}

interface TerraformFile {
  resource: Array<Record<string, Record<string, Record<string, unknown>>>>;
}

/** The attributes of the only resource of each type. */
function resourcesOf(file: unknown): Record<string, Record<string, unknown>> {
  const plain = JSON.parse(
    // python-hcl2 keeps the quotes of keys and strings.
    JSON.stringify(file).replaceAll('\\"', ''),
  ) as TerraformFile;
  return Object.fromEntries(
    plain.resource.flatMap(byType =>
      Object.entries(byType).map(([type, byName]) => [
        type,
        Object.values(byName)[0],
      ]),
    ),
  );
}
