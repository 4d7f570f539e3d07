import { RoleSpec } from '../roleSpec/roleSpec';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { documents } from './documents';
import { PolicyStatement } from '../policy/PolicyDocument';

const KEY =
  'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const account = { accountId: '111122223333', partition: 'aws' };

function permissions(spec: Omit<RoleSpec, 'roleName'>) {
  const { Version, Statement } = documents(
    resolveRoleSpec({ roleName: 'web', ...spec }, account),
  ).permissions;
  expect(Version).toBe('2012-10-17');
  return Statement;
}

// The statements of the two policies in AWS's guide:
// https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
const minimalSession: PolicyStatement = {
  Effect: 'Allow',
  Action: [
    'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ],
  Resource: '*',
};
const loggedSession: PolicyStatement = {
  Effect: 'Allow',
  Action: [
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
    'ssm:UpdateInstanceInformation',
  ],
  Resource: '*',
};
const logs: PolicyStatement = {
  Effect: 'Allow',
  Action: [
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
  ],
  Resource: '*',
};
const put = (Resource: string, ...more: string[]): PolicyStatement => ({
  Effect: 'Allow',
  Action: ['s3:PutObject', ...more],
  Resource,
});
const encryption: PolicyStatement = {
  Effect: 'Allow',
  Action: ['s3:GetEncryptionConfiguration'],
  Resource: '*',
};
const decrypt: PolicyStatement = {
  Effect: 'Allow',
  Action: ['kms:Decrypt'],
  Resource: KEY,
};
const dataKey: PolicyStatement = {
  Effect: 'Allow',
  Action: 'kms:GenerateDataKey',
  Resource: '*',
};

describe('documented permissions', () => {
  const bucket = 'amzn-s3-demo-bucket';
  const prefix = 's3-prefix';
  const folder = 'arn:aws:s3:::amzn-s3-demo-bucket/s3-prefix/*';

  it.each<[string, Omit<RoleSpec, 'roleName'>, PolicyStatement[]]>([
    ['minimal, without a key', {}, [minimalSession]],
    ['minimal, with a key', { kmsKeyArn: KEY }, [minimalSession, decrypt]],
    [
      'S3 and CloudWatch Logs, with bucket, prefix and key',
      {
        kmsKeyArn: KEY,
        s3: { bucket, prefix },
        cloudWatchLogs: { logGroup: '/ssm/sessions' },
      },
      [loggedSession, logs, put(folder), encryption, decrypt, dataKey],
    ],
    [
      'S3 only',
      { s3: { bucket, prefix } },
      [loggedSession, put(folder), encryption, dataKey],
    ],
    ['CloudWatch Logs only', { cloudWatchLogs: {} }, [loggedSession, logs]],
    [
      'CloudWatch Logs only, with a key',
      { cloudWatchLogs: {}, kmsKeyArn: KEY },
      [loggedSession, logs, decrypt],
    ],
    [
      'no prefix',
      { s3: { bucket } },
      [
        loggedSession,
        put('arn:aws:s3:::amzn-s3-demo-bucket/*'),
        encryption,
        dataKey,
      ],
    ],
    [
      'the bucket of another account',
      { s3: { bucket, prefix, bucketOwner: '444455556666' } },
      [loggedSession, put(folder, 's3:PutObjectAcl'), encryption, dataKey],
    ],
    [
      'the bucket of the role’s account, with that account as its owner',
      { s3: { bucket, prefix, bucketOwner: '111122223333' } },
      [loggedSession, put(folder), encryption, dataKey],
    ],
  ])('%s', (_, spec, statements) => {
    expect(permissions(spec)).toEqual(statements);
  });

  it.each(['aws-cn', 'aws-us-gov'])('use the partition %s', partition => {
    const spec = resolveRoleSpec(
      { roleName: 'web', s3: { bucket } },
      { ...account, partition },
    );
    expect(documents(spec).permissions.Statement).toContainEqual(
      put(`arn:${partition}:s3:::amzn-s3-demo-bucket/*`),
    );
  });
});

describe('the trust policy', () => {
  it.each([
    ['aws', 'ec2.amazonaws.com'],
    ['aws-us-gov', 'ec2.amazonaws.com'],
    ['aws-cn', 'ec2.amazonaws.com.cn'],
  ])('allows EC2 in %s', (partition, Service) => {
    const spec = resolveRoleSpec(
      { roleName: 'web' },
      { ...account, partition },
    );
    expect(documents(spec).trust).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' },
      ],
    });
  });

  it('allows Systems Manager for the account’s own hybrid nodes', () => {
    const spec = resolveRoleSpec(
      { roleName: 'web', target: 'hybrid' },
      account,
    );
    expect(documents(spec).trust.Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'ssm.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:ssm:*:111122223333:*' },
        },
      },
    ]);
  });

  it('requires an account for hybrid nodes', () => {
    expect(() => documents({ roleName: 'web', target: 'hybrid' })).toThrow(
      'accountId',
    );
  });
});

describe('statements for the owner of another account’s bucket', () => {
  const ownersKey =
    'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const spec = resolveRoleSpec(
    {
      roleName: 'web',
      path: '/team/',
      s3: {
        bucket: 'corp-logs',
        prefix: 'web',
        bucketOwner: '444455556666',
        kmsKeyArn: ownersKey,
      },
    },
    account,
  );
  const role = 'arn:aws:iam::111122223333:role/team/web';

  it('allow the role its prefix and the encryption check', () => {
    expect(documents(spec).bucketPolicyStatements).toEqual([
      {
        Sid: expect.stringMatching(/^SessionLogs[0-9a-f]{12}$/),
        Effect: 'Allow',
        Principal: { AWS: role },
        Action: ['s3:PutObject', 's3:PutObjectAcl'],
        Resource: 'arn:aws:s3:::corp-logs/web/*',
      },
      {
        Sid: expect.stringMatching(/^SessionLogsEncryption[0-9a-f]{12}$/),
        Effect: 'Allow',
        Principal: { AWS: role },
        Action: 's3:GetEncryptionConfiguration',
        Resource: 'arn:aws:s3:::corp-logs',
      },
    ]);
  });

  it('omit the encryption check if it is off', () => {
    const unchecked = { ...spec, checkEncryption: false };

    expect(documents(unchecked).bucketPolicyStatements).toEqual([
      expect.objectContaining({ Action: ['s3:PutObject', 's3:PutObjectAcl'] }),
    ]);
  });

  it('allow the bucket’s key through S3 in its region only', () => {
    expect(documents(spec).keyPolicyStatements).toEqual([
      {
        Sid: expect.stringMatching(/^SessionLogsKey[0-9a-f]{12}$/),
        Effect: 'Allow',
        Principal: { AWS: role },
        Action: 'kms:GenerateDataKey',
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
        },
      },
    ]);
  });

  it('have Sids that are unique per role', () => {
    const other = { ...spec, roleName: 'worker' };
    const sids = [spec, other].flatMap(each =>
      documents(each).bucketPolicyStatements.map(({ Sid }) => Sid),
    );
    expect(new Set(sids).size).toBe(4);
  });

  it('are empty for a bucket of the role’s own account', () => {
    const own = resolveRoleSpec(
      { roleName: 'web', s3: { bucket: 'corp-logs' } },
      account,
    );
    expect(documents(own)).toMatchObject({
      bucketPolicyStatements: [],
      keyPolicyStatements: [],
    });
  });
});

describe('least privilege', () => {
  it('names the bucket, the log group, the keys and the account', () => {
    const statements = permissions({
      policyStyle: 'least-privilege',
      kmsKeyArn: KEY,
      s3: { bucket: 'corp-logs', prefix: 'web', kmsKeyArn: KEY },
      cloudWatchLogs: { logGroup: '/ssm/sessions' },
    });
    expect(statements).toMatchObject([
      { Sid: 'SessionChannels', Resource: '*' },
      {
        Sid: 'NodeRegistration',
        Resource: 'arn:aws:ec2:*:111122223333:instance/*',
      },
      {
        Sid: 'LogStreams',
        Resource: 'arn:aws:logs:*:111122223333:log-group:/ssm/sessions:*',
      },
      { Sid: 'LogGroups', Resource: '*' },
      { Sid: 'BucketLogs', Resource: 'arn:aws:s3:::corp-logs/web/*' },
      { Sid: 'BucketEncryption', Resource: 'arn:aws:s3:::corp-logs' },
      {
        Sid: 'BucketKey',
        Resource: KEY,
        Condition: {
          StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
        },
      },
      { Sid: 'SessionKey', Resource: KEY },
    ]);
  });

  it('allows any key if the spec names none', () => {
    expect(
      permissions({
        policyStyle: 'least-privilege',
        s3: { bucket: 'corp-logs' },
      }),
    ).toContainEqual({
      Sid: 'BucketKey',
      Effect: 'Allow',
      Action: 'kms:GenerateDataKey',
      Resource: 'arn:aws:kms:*:*:key/*',
      Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
    });
  });

  it('allows hybrid nodes to register as managed instances', () => {
    expect(
      permissions({ policyStyle: 'least-privilege', target: 'hybrid' }),
    ).toContainEqual(
      expect.objectContaining({
        Resource: 'arn:aws:ssm:*:111122223333:managed-instance/*',
      }),
    );
  });
});
