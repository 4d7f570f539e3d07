import fc from 'fast-check';
import { AccessRequest } from '../access/AccessRequest';
import { evaluateAccess } from '../access/evaluateAccess';
import { partitionFacts, partitions } from '../aws/partition';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { permissionsPolicy } from './permissionsPolicy';
import { PolicyDocument } from '../policy/PolicyDocument';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';

const name = (pattern: RegExp) => fc.stringMatching(pattern);
const bucket = name(/^[a-z0-9][a-z0-9-]{2,20}[a-z0-9]$/);
const folder = name(/^[A-Za-z0-9][A-Za-z0-9!_.'()=+@,-]{0,8}$/).filter(
  text => !text.endsWith('.'),
);
const prefix = fc
  .array(folder, { minLength: 1, maxLength: 3 })
  .map(folders => folders.join('/'));
const logGroup = name(/^[A-Za-z0-9_./#-]{1,20}$/);
const keyId = fc.uuid();

/** Random specs, and where their role is used. */
const uses = fc
  .record({
    partition: fc.constantFrom(...partitions),
    target: fc.constantFrom('ec2' as const, 'hybrid' as const),
    region: fc.nat({ max: 1 }),
    bucketRegion: fc.nat({ max: 1 }),
    sessionKey: fc.option(keyId),
    s3: fc.option(
      fc.record({
        bucket,
        prefix: fc.option(prefix, { nil: undefined }),
        bucketOwner: fc.constantFrom(undefined, ACCOUNT, OTHER_ACCOUNT),
        key: fc.option(keyId, { nil: undefined }),
        // Whether sessions and bucket share the key, if possible.
        shared: fc.boolean(),
      }),
    ),
    cloudWatchLogs: fc.option(
      fc.record({ logGroup: fc.option(logGroup, { nil: undefined }) }),
      { nil: undefined },
    ),
    session: name(/^[a-z]{1,8}-[0-9a-f]{17}$/),
    someGroup: logGroup,
    someKey: keyId,
  })
  .map(({ partition, target, s3, cloudWatchLogs, ...rest }) => {
    const { iamRegion } = partitionFacts(partition);
    const regions = [iamRegion, iamRegion.replace(/\d$/, '9')];
    const region = regions[rest.region];
    const keyArn = (account: string, of: string, id: string) =>
      `arn:${partition}:kms:${of}:${account}:key/${id}`;
    const kmsKeyArn =
      rest.sessionKey === null
        ? undefined
        : keyArn(ACCOUNT, region, rest.sessionKey);
    const bucketRegion =
      s3?.shared && kmsKeyArn ? region : regions[rest.bucketRegion];
    const owner = s3?.bucketOwner ?? ACCOUNT;
    const ownKey = s3?.key ? keyArn(owner, bucketRegion, s3.key) : undefined;
    const bucketKey = s3?.shared && kmsKeyArn ? kmsKeyArn : ownKey;
    const spec = resolveRoleSpec(
      {
        roleName: 'web',
        target,
        kmsKeyArn,
        cloudWatchLogs,
        s3: s3
          ? {
              bucket: s3.bucket,
              prefix: s3.prefix,
              bucketOwner: s3.bucketOwner,
              kmsKeyArn: bucketKey,
            }
          : undefined,
      },
      { accountId: ACCOUNT, partition },
    );
    return {
      spec,
      region,
      bucketRegion,
      session: rest.session,
      group: cloudWatchLogs?.logGroup ?? rest.someGroup,
      bucketKey: bucketKey ?? keyArn(owner, bucketRegion, rest.someKey),
    };
  });

type Use = typeof uses extends fc.Arbitrary<infer T> ? T : never;
type Call = Pick<AccessRequest, 'action' | 'resource' | 'context'>;

/**
 * Every call that the agent makes with the role, including those that depend on
 * the preferences. From the tables of the agent's calls: aws/amazon-ssm-agent
 * at 1c217c89, and the resources on which IAM authorizes each.
 */
function agentCalls(use: Use): Call[] {
  const { spec, region } = use;
  const arn = (service: string, resource: string) =>
    `arn:${spec.partition}:${service}:${region}:${ACCOUNT}:${resource}`;
  return [
    {
      action: 'ssm:UpdateInstanceInformation',
      resource:
        spec.target === 'hybrid'
          ? arn('ssm', 'managed-instance/mi-0123456789abcdef0')
          : arn('ec2', 'instance/i-0123456789abcdef0'),
    },
    ...[
      'CreateControlChannel',
      'OpenControlChannel',
      'CreateDataChannel',
      'OpenDataChannel',
    ].map(action => ({
      action: `ssmmessages:${action}`,
      resource: arn('ssmmessages', '*'),
    })),
    ...(spec.kmsKeyArn
      ? [{ action: 'kms:Decrypt', resource: spec.kmsKeyArn }]
      : []),
    ...(spec.cloudWatchLogs ? logCalls(use, arn) : []),
    ...(spec.s3 ? bucketCalls(use, spec.s3) : []),
  ];
}

function logCalls(
  { group, session }: Use,
  arn: (service: string, resource: string) => string,
): Call[] {
  const stream = (id: string) =>
    arn('logs', `log-group:${group}:log-stream:${id}`);
  return [
    {
      action: 'logs:DescribeLogGroups',
      resource: arn('logs', 'log-group::log-stream:'),
    },
    { action: 'logs:CreateLogStream', resource: stream(session) },
    { action: 'logs:DescribeLogStreams', resource: stream('') },
    { action: 'logs:PutLogEvents', resource: stream(session) },
  ];
}

function bucketCalls(
  use: Use,
  s3: NonNullable<ResolvedRoleSpec['s3']>,
): Call[] {
  const { spec, session, bucketKey } = use;
  const bucketArn = `arn:${spec.partition}:s3:::${s3.bucket}`;
  const log = `${bucketArn}/${s3.prefix ? `${s3.prefix}/` : ''}${session}.log`;
  const key = { resource: bucketKey, context: viaS3(use) };
  return [
    { action: 's3:GetEncryptionConfiguration', resource: bucketArn },
    { action: 's3:PutObject', resource: log },
    // Whether this call and the next are needed depends on the owner of the
    // bucket and on the size of the log.
    { action: 's3:PutObjectAcl', resource: log },
    { action: 'kms:Decrypt', ...key },
    { action: 'kms:GenerateDataKey', ...key },
  ];
}

function viaS3({ spec, bucketRegion }: Use) {
  const { dnsSuffix } = partitionFacts(spec.partition);
  return { 'kms:ViaService': `s3.${bucketRegion}.${dnsSuffix}` };
}

/**
 * Calls that are similar to the agent's and that the role must not be allowed.
 */
function nearMisses(use: Use): Call[] {
  const calls = agentCalls(use);
  const of = (action: string) =>
    calls.filter(call => call.action === action).map(call => call.resource);
  const changed = (
    action: string,
    ...changes: Array<(resource: string) => string>
  ): Call[] =>
    of(action).flatMap(resource =>
      changes
        .map(change => change(resource))
        .filter(other => other !== resource)
        .map(other => ({ action, resource: other })),
    );
  const toOther = (resource: string) =>
    resource.replace(ACCOUNT, '999900001111');
  const { s3, cloudWatchLogs } = use.spec;
  const extended = (resource: string) =>
    resource.replace(/(:log-group:[^:]*)/, '$1-2');
  return [
    ...changed('ssm:UpdateInstanceInformation', toOther, resource =>
      resource.replace(/:(?:ec2|ssm):(.*):.*$/, ':sns:$1:topic'),
    ),
    ...[
      'logs:CreateLogStream',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
    ].flatMap(action =>
      changed(action, toOther, ...(cloudWatchLogs?.logGroup ? [extended] : [])),
    ),
    ...changed('s3:GetEncryptionConfiguration', bucketArn => `${bucketArn}-2`),
    ...['s3:PutObject', 's3:PutObjectAcl'].flatMap(action =>
      changed(
        action,
        log => log.replace(/:::([^/]+)/, ':::$1-2'),
        ...(s3?.prefix
          ? [
              (log: string) =>
                log.replace(`/${s3.prefix}/`, `/${s3.prefix}-2/`),
              (log: string) => log.replace(`/${s3.prefix}/`, '/'),
            ]
          : []),
      ),
    ),
    ...(s3
      ? [
          // Without S3, through another service, and with another key.
          { action: 'kms:GenerateDataKey', resource: use.bucketKey },
          {
            action: 'kms:GenerateDataKey',
            resource: use.bucketKey,
            context: {
              'kms:ViaService': viaS3(use)['kms:ViaService'].replace(
                's3',
                'ec2',
              ),
            },
          },
          ...(s3.kmsKeyArn
            ? [
                {
                  action: 'kms:GenerateDataKey',
                  resource: `${s3.kmsKeyArn}0`,
                  context: viaS3(use),
                },
              ]
            : []),
        ]
      : []),
    ...changed('kms:Decrypt', resource => `${resource}0`),
  ];
}

const ACTIONS = [
  'ssm:GetParameter',
  'ssm:SendCommand',
  'ssmmessages:SendMessage',
  'ec2messages:GetMessages',
  'logs:CreateLogGroup',
  'logs:GetLogEvents',
  'logs:DeleteLogStream',
  's3:GetObject',
  's3:ListBucket',
  's3:DeleteObject',
  's3:PutBucketPolicy',
  'kms:Encrypt',
  'kms:CreateGrant',
  'kms:GenerateDataKeyWithoutPlaintext',
  'iam:PassRole',
  'sts:AssumeRole',
];

/** The default policy of keys and roles. */
const LEFT_TO_ACCOUNT: PolicyDocument = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: '*' },
};

/** The decision of each style of a spec's policy about a call. */
function decider(spec: ResolvedRoleSpec) {
  const policies = {
    documented: permissionsPolicy({ ...spec, policyStyle: 'documented' }),
    'least-privilege': permissionsPolicy({
      ...spec,
      policyStyle: 'least-privilege',
    }),
  };
  return (policyStyle: ResolvedRoleSpec['policyStyle'], call: Call) =>
    evaluateAccess(
      {
        ...call,
        principalArn: `arn:${spec.partition}:iam::${ACCOUNT}:role/web`,
        absentKeys: call.context ? [] : ['kms:ViaService'],
      },
      {
        identity: [policies[policyStyle]],
        ...(/^(?:kms|sts):/.test(call.action)
          ? { resource: LEFT_TO_ACCOUNT }
          : {}),
      },
    ).outcome;
}

describe('least privilege', () => {
  it('allows each call of the agent that the documented policy allows', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(uses, use => {
        const outcome = decider(use.spec);
        const allowed = agentCalls(use).filter(
          call => outcome('documented', call) === 'allowed',
        );
        allowed.forEach(({ action }) => seen.add(action));
        const lost = allowed.filter(
          call => outcome('least-privilege', call) !== 'allowed',
        );
        expect(lost).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    // Calls that the documented policy never allowed prove nothing.
    expect([...seen].sort()).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'logs:CreateLogStream',
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
      's3:GetEncryptionConfiguration',
      's3:PutObject',
      's3:PutObjectAcl',
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ]);
  });

  it('does not allow similar calls', () => {
    let probes = 0;
    fc.assert(
      fc.property(uses, use => {
        const outcome = decider(use.spec);
        const calls = nearMisses(use);
        probes += calls.length;
        const admitted = calls.filter(
          call => outcome('least-privilege', call) !== 'denied',
        );
        expect(admitted).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(probes).toBeGreaterThan(10_000);
  });

  it('does not allow what the documented policy does not allow', () => {
    let denied = 0;
    fc.assert(
      fc.property(
        uses,
        uses,
        fc.constantFrom(...ACTIONS),
        (use, other, action) => {
          const calls = [...agentCalls(use), ...agentCalls(other)];
          const probes = [
            ...calls,
            ...nearMisses(use),
            ...calls.map(call => ({ ...call, action })),
          ];
          const outcome = decider(use.spec);
          const refused = probes.filter(
            call => outcome('documented', call) === 'denied',
          );
          denied += refused.length;
          const admitted = refused.filter(
            call => outcome('least-privilege', call) !== 'denied',
          );
          expect(admitted).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
    expect(denied).toBeGreaterThan(20_000);
  });
});
