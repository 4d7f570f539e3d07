import { PolicyStatement } from '../../policy/PolicyDocument';
import {
  ACCOUNT,
  allow,
  CORE,
  EVERYTHING,
  FOR_NODES,
  KEY,
  LOGS,
  policy,
  ROLE,
  session,
  headlineOf,
  trusting,
} from '../__testUtils__/sessions';
import { SessionRole } from '../model/sessionRole';
import { SessionFacts } from '../model/facts';
import { headline } from '../explain/headline';
import { nodeKindsOf } from '../model/nodeKinds';
import { predict } from './predict';
import { parsePreferences } from '../model/preferences';
import { repairedSpec } from '../repair/repairedSpec';

const allowed = { policies: [policy(CORE)] };
/** Predicts for every kind of node that can use the role. */
const ANY_KIND: Partial<SessionFacts> = { target: undefined };

const ready = (role: Partial<SessionRole>, facts = ANY_KIND) =>
  predict(session({ ...allowed, ...role }, {}, facts));
const codes = (role: Partial<SessionRole>, facts = ANY_KIND) =>
  ready(role, facts).problems.map(({ code, severity }) => [code, severity]);

describe('a role whose trust policy does not allow its node', () => {
  it('fails with the agent’s message, and is repaired by a statement', () => {
    const readiness = ready(trusting('rds.amazonaws.com'));

    expect(readiness).toMatchObject({
      online: 'no',
      starts: 'no',
      logged: { s3: null, cloudWatchLogs: null },
    });
    expect(readiness.purpose).toBeUndefined();
    expect(readiness.problems).toEqual([
      {
        code: 'trust-does-not-admit-the-node',
        stage: 'online',
        severity: 'error',
        action: 'sts:AssumeRole',
        resource: ROLE,
        agentMessage: expect.stringContaining('AssumeRoleUnauthorizedAccess'),
        decisive: [],
        repair: {
          kind: 'advice',
          text: 'The trust policy of the role must allow ec2.amazonaws.com to assume it: add the statement.',
          sentences: [
            { id: 'trust-service', values: { service: 'ec2.amazonaws.com' } },
          ],
          trustStatement: {
            Effect: 'Allow',
            Principal: { Service: 'ec2.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        },
      },
    ]);
    expect(headline(readiness).text).toBe(
      'Sessions fail because the node stays offline: the trust policy does not allow ec2.amazonaws.com to assume the role.',
    );
  });

  it('fails on the node that it is meant for, without a statement if the trust policy denies it', () => {
    const hybrid = trusting('ssm.amazonaws.com').trust;
    const denied = {
      trust: policy(hybrid.Statement as PolicyStatement, {
        ...(hybrid.Statement as PolicyStatement),
        Effect: 'Deny',
      }),
    };
    expect(ready(denied).problems).toEqual([
      expect.objectContaining({
        decisive: [expect.objectContaining({ source: 'trust', index: 1 })],
        repair: expect.objectContaining({
          sentences: [
            { id: 'trust-deny', values: { service: 'ssm.amazonaws.com' } },
          ],
        }),
      }),
    ]);
    expect(ready(denied).problems[0].agentMessage).toBeUndefined();
    expect(ready(denied).problems[0].repair).not.toHaveProperty(
      'trustStatement',
    );
  });

  it('is unknown if the trust policy has a condition on a key that AWS does not document', () => {
    const limited = {
      trust: policy({
        ...(trusting('ec2.amazonaws.com').trust.Statement as PolicyStatement),
        Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
      }),
    };
    expect(ready(limited)).toMatchObject({
      online: 'unknown',
      starts: 'unknown',
      problems: [
        {
          severity: 'unknown',
          decisive: [{ source: 'trust', unknownKeys: ['aws:SourceAccount'] }],
          repair: {
            sentences: [
              {
                id: 'trust-condition-keys',
                values: {
                  service: 'ec2.amazonaws.com',
                  keys: 'aws:SourceAccount',
                },
              },
            ],
          },
        },
      ],
    });
  });

  it('is unknown if a statement’s principal cannot be evaluated', () => {
    const withUnknownPrincipal = {
      trust: policy({
        ...(trusting('ec2.amazonaws.com').trust.Statement as PolicyStatement),
        Resource: '*',
      }),
    };
    expect(ready(withUnknownPrincipal)).toMatchObject({
      online: 'unknown',
      problems: [
        {
          severity: 'unknown',
          repair: {
            sentences: [
              { id: 'unknown-trust', values: { service: 'ec2.amazonaws.com' } },
            ],
          },
        },
      ],
    });
  });

  it('is repaired for hybrid nodes with their statement', () => {
    expect(
      ready(trusting('rds.amazonaws.com'), { target: 'hybrid' }).problems,
    ).toMatchObject([
      {
        repair: {
          trustStatement: {
            Principal: { Service: 'ssm.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
          },
        },
      },
    ]);
  });

  it('is unknown if the trust policy was not read, with a remedy', () => {
    expect(ready({ trust: undefined })).toMatchObject({
      online: 'unknown',
      problems: [
        {
          code: 'trust-does-not-admit-the-node',
          severity: 'unknown',
          decisive: [],
          repair: { text: expect.stringContaining('iam:GetRole') },
        },
      ],
    });
  });

  it('has this problem in addition to those of its policies', () => {
    expect(codes({ ...trusting('rds.amazonaws.com'), policies: [] })).toEqual(
      expect.arrayContaining([
        ['trust-does-not-admit-the-node', 'error'],
        ['update-instance-information-denied', 'error'],
      ]),
    );
  });

  it('is repaired by its spec', () => {
    const input = session(
      { ...allowed, ...trusting('rds.amazonaws.com') },
      {},
      ANY_KIND,
    );
    expect(
      repairedSpec({ roleName: 'web' }, predict(input).problems, input),
    ).toEqual({
      spec: { roleName: 'web' },
      changes: [],
      problems: ['trust-does-not-admit-the-node'],
    });
  });
});

describe('a role with another purpose', () => {
  const withoutProfile = { instanceProfileArns: [] };

  it.each([
    [['ecs-tasks.amazonaws.com'], 'ECS tasks'],
    [['lambda.amazonaws.com'], 'Lambda functions'],
    [
      ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'],
      'Lambda functions, edgelambda.amazonaws.com',
    ],
  ])('has the purpose %j instead of a state', (services, label) => {
    const readiness = ready({ ...withoutProfile, ...trusting(...services) });

    expect(readiness).toMatchObject({
      online: 'no',
      starts: 'no',
      logged: { s3: null, cloudWatchLogs: null },
      purpose: { label, principals: services },
    });
    expect(readiness.problems).toMatchObject([
      {
        code: 'trust-does-not-admit-the-node',
        severity: 'info',
        decisive: [],
        repair: { sentences: [{ values: { purpose: label } }] },
      },
    ]);
    expect(headline(readiness)).toMatchObject({
      state: 'not-a-node-role',
      text: `This role is for ${label}, not for nodes: neither EC2 nor Systems Manager can assume it.`,
    });
  });

  it.each<[string, SessionRole['trust'], string]>([
    [
      'people',
      policy({
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'sts:AssumeRole',
      }),
      'IAM principals',
    ],
    [
      'an identity provider',
      policy({
        Effect: 'Allow',
        Principal: {
          Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/eks.example`,
        },
        Action: 'sts:AssumeRoleWithWebIdentity',
      }),
      'federated identities',
    ],
  ])('may have the purpose %s', (_, trust, label) => {
    expect(ready({ ...withoutProfile, trust }).purpose?.label).toBe(label);
  });

  it('has that purpose even if the instance profiles were not read', () => {
    expect(
      ready({
        instanceProfileArns: undefined,
        ...trusting('lambda.amazonaws.com'),
      }).purpose?.label,
    ).toBe('Lambda functions');
  });

  it('needs no repair, whatever its policies allow', () => {
    const input = session(
      { ...withoutProfile, ...trusting('ecs-tasks.amazonaws.com') },
      EVERYTHING,
      ANY_KIND,
    );
    expect(
      repairedSpec({ roleName: 'web' }, predict(input).problems, input),
    ).toMatchObject({ problems: [] });
  });

  it('is for nodes if it is in an instance profile or was created by the portal', () => {
    const other = trusting('ecs-tasks.amazonaws.com');
    for (const role of [
      other,
      {
        ...withoutProfile,
        ...other,
        tags: { 'backstage.io/managed-by': 'session-manager' },
      },
    ]) {
      expect(headline(ready(role)).state).toBe('sessions-fail');
    }
  });

  it('is for nodes if the trust policy names nodes or no principal', () => {
    expect(
      ready({ ...withoutProfile, trust: policy() }).purpose,
    ).toBeUndefined();
    expect(
      ready({
        ...withoutProfile,
        ...trusting('lambda.amazonaws.com', 'ec2.amazonaws.com'),
      }).purpose,
    ).toBeUndefined();
  });
});

describe('a role in no instance profile', () => {
  const withoutProfile = {
    ...trusting('ec2.amazonaws.com'),
    instanceProfileArns: [],
  };

  it('fails, and the repair creates an instance profile', () => {
    const readiness = ready(withoutProfile);
    expect(readiness).toMatchObject({
      online: 'no',
      starts: 'no',
      problems: [
        {
          code: 'not-in-instance-profile',
          severity: 'error',
          decisive: [],
          repair: {
            text: expect.stringContaining('Create an instance profile'),
          },
        },
      ],
    });
    expect(headline(readiness).text).toContain(
      'the role is not in an instance profile',
    );
    const input = session({ ...allowed, ...withoutProfile }, {}, ANY_KIND);
    expect(
      repairedSpec({ roleName: 'web' }, readiness.problems, input).problems,
    ).toEqual(['not-in-instance-profile']);
  });

  it('fails despite Default Host Management, because no instance can have the role', () => {
    const hostManagementRole = {
      ...allowed,
      ...trusting('ssm.amazonaws.com'),
      arn: `${ROLE}-dhm`,
    };
    const readiness = ready(
      { ...withoutProfile, policies: [] },
      { ...ANY_KIND, defaultHostManagement: { known: hostManagementRole } },
    );
    expect(readiness).toMatchObject({ online: 'no' });
    expect(readiness.insteadOfRole).toBeUndefined();
  });

  it('is not unknown because JSON has no role where there is none', () => {
    const off: Partial<SessionFacts> = {
      defaultHostManagement: { known: undefined },
    };
    const readiness = ready(
      { policies: [] },
      { ...ANY_KIND, ...JSON.parse(JSON.stringify(off)) },
    );

    expect(readiness.online).toBe('no');
    expect(readiness).toEqual(ready({ policies: [] }, { ...ANY_KIND, ...off }));
  });

  it('is unknown if the instance profiles were not read', () => {
    const unread = { ...withoutProfile, instanceProfileArns: undefined };
    expect(ready(unread)).toMatchObject({
      online: 'unknown',
      problems: [{ code: 'not-in-instance-profile', severity: 'unknown' }],
    });
    // Default Host Management does not make it certain either.
    const hostManagementRole = {
      ...allowed,
      ...trusting('ssm.amazonaws.com'),
      arn: `${ROLE}-dhm`,
    };
    expect(
      ready(
        { ...unread, policies: [] },
        { ...ANY_KIND, defaultHostManagement: { known: hostManagementRole } },
      ),
    ).toMatchObject({ online: 'unknown', starts: 'unknown' });
  });

  it('does not affect hybrid nodes', () => {
    expect(
      ready({ ...trusting('ssm.amazonaws.com'), instanceProfileArns: [] }),
    ).toMatchObject({ online: 'yes', problems: [] });
    expect(ready({ ...FOR_NODES, instanceProfileArns: [] })).toMatchObject({
      online: 'yes',
    });
  });
});

it('is unknown with Default Host Management if its trust policy was not read', () => {
  const hostManagementRole = {
    arn: `arn:aws:iam::${ACCOUNT}:role/lent`,
    policies: [policy(CORE)],
    ...trusting('ssm.amazonaws.com'),
  };
  const readiness = ready(
    { policies: [], trust: undefined },
    { ...ANY_KIND, defaultHostManagement: { known: hostManagementRole } },
  );

  expect(readiness).toMatchObject({ online: 'unknown', starts: 'unknown' });
});

describe('a role for both kinds of node', () => {
  it('is predicted for both', () => {
    // https://github.com/plus3it/cfn/issues/161
    const dual = {
      trust: {
        Version: '2008-10-17',
        Statement: {
          Effect: 'Allow' as const,
          Principal: {
            Service: [
              'ec2.amazonaws.com',
              'cloudformation.amazonaws.com',
              'ssm.amazonaws.com',
            ],
          },
          Action: 'sts:AssumeRole',
        },
      },
    };
    expect(nodeKindsOf({ arn: ROLE, ...allowed, ...dual })).toEqual([
      'ec2',
      'hybrid',
    ]);
    expect(ready(dual)).toEqual({
      online: 'yes',
      starts: 'yes',
      logged: { s3: null, cloudWatchLogs: null },
      problems: [],
    });
  });

  it('has the worse verdict of both, and the verdicts of each kind', () => {
    const onlyInstances = policy(
      allow(
        'ssm:UpdateInstanceInformation',
        `arn:aws:ssm:*:*:managed-instance/*`,
      ),
      allow('ssmmessages:*'),
    );
    const readiness = ready({ policies: [onlyInstances] });
    expect(readiness).toMatchObject({
      online: 'no',
      starts: 'no',
      byNodeKind: { ec2: { online: 'no' }, hybrid: { online: 'yes' } },
    });
    expect(
      readiness.problems.map(({ code, nodeKind }) => [code, nodeKind]),
    ).toEqual([['update-instance-information-denied', 'ec2']]);
    expect(headline(readiness).text).toMatch(
      /This applies to EC2 instances; the prediction for hybrid nodes is better\.$/,
    );
  });

  describe('in the standard-instances tier', () => {
    const STANDARD = {
      ...ANY_KIND,
      instanceTier: { known: 'standard' as const },
    };
    const OWN_BUCKET = {
      exists: true,
      region: 'us-east-1',
      ownerAccountId: ACCOUNT,
      encryption: 'AES256' as const,
    };
    const FAILS_ON_HYBRID =
      'Sessions to hybrid nodes fail: the account uses the standard-instances tier in this region, in which Session Manager does not connect to hybrid nodes.';

    it('has the verdicts of EC2 instances, and fails only on hybrid nodes', () => {
      const readiness = predict(
        session(
          { policies: [policy(CORE, allow('s3:PutObject'))] },
          { s3BucketName: 'corp-logs' },
          { ...STANDARD, bucket: { known: OWN_BUCKET } },
        ),
      );
      const onInstances = {
        online: 'yes',
        starts: 'yes',
        logged: { s3: 'yes', cloudWatchLogs: null },
      };

      expect(readiness).toMatchObject({
        ...onInstances,
        byNodeKind: {
          ec2: onInstances,
          hybrid: {
            online: 'yes',
            starts: 'no',
            logged: { s3: null, cloudWatchLogs: null },
          },
        },
      });
      expect(readiness.problems).toContainEqual(
        expect.objectContaining({
          code: 'standard-instances-tier',
          severity: 'info',
          nodeKind: 'hybrid',
          agentMessage: expect.stringContaining(
            'Enable advanced-instances tier',
          ),
        }),
      );
      expect(headline(readiness)).toMatchObject({
        state: 'ready',
        text: `Sessions start and are logged to S3. ${FAILS_ON_HYBRID}`,
      });
    });

    it('fails if EC2 instances fail, with their problem', () => {
      const readiness = ready({ policies: [] }, STANDARD);

      expect(readiness).toMatchObject({ online: 'no', starts: 'no' });
      expect(headline(readiness).text).toMatch(
        /^Sessions fail because the node stays offline: the role is not allowed to register the node/,
      );
      expect(headline(readiness).text).not.toMatch(/hybrid/);
    });

    it('is unknown if EC2 instances are unknown', () => {
      const readiness = ready({ ...allowed, boundary: 'unknown' }, STANDARD);

      expect(headline(readiness)).toMatchObject({
        state: 'unknown',
        text: expect.stringMatching(
          /^It is unknown whether the node comes online: .*Sessions to hybrid nodes fail: /,
        ),
      });
    });

    it('is unknown on hybrid nodes only if the tier was not read', () => {
      const unread = { reason: 'Nobody may.', remedy: 'Allow it.' };
      const readiness = ready(allowed, {
        ...ANY_KIND,
        instanceTier: { unknown: unread },
      });

      expect(readiness).toMatchObject({
        starts: 'unknown',
        byNodeKind: { ec2: { starts: 'yes' }, hybrid: { starts: 'unknown' } },
      });
      expect(headline(readiness).text).toBe(
        'It is unknown whether sessions start: nobody may. This applies to hybrid nodes; the prediction for EC2 instances is better.',
      );
    });

    it.each<[string, object, object]>([
      [
        'a policy denies a call to hybrid nodes only',
        {
          policies: [
            policy(CORE, {
              Effect: 'Deny',
              Action: 'ssmmessages:*',
              Resource: '*',
              Condition: { Null: { 'ssm:SourceInstanceARN': 'false' } },
            }),
          ],
        },
        {},
      ],
      [
        'a policy allows a call to EC2 instances only',
        {
          policies: [
            policy(
              allow('*', '*', {
                Condition: { Null: { 'ec2:SourceInstanceARN': 'false' } },
              }),
            ),
          ],
        },
        {},
      ],
      [
        'only Default Host Management works on EC2 instances',
        { policies: [] },
        {
          defaultHostManagement: {
            known: {
              arn: `arn:aws:iam::${ACCOUNT}:role/lent`,
              policies: [policy(CORE)],
              ...trusting('ssm.amazonaws.com'),
            },
          },
        },
      ],
    ])(
      'is not better than in the advanced-instances tier if %s',
      (_, role, facts) => {
        const [standard, advanced] = (['standard', 'advanced'] as const).map(
          known =>
            predict(
              session(
                role,
                {},
                {
                  ...ANY_KIND,
                  ...facts,
                  instanceTier: { known },
                },
              ),
            ),
        );

        expect(advanced.starts).toBe('no');
        expect(standard).toMatchObject({
          online: advanced.online,
          starts: advanced.starts,
          logged: advanced.logged,
        });
        expect(standard.problems).toEqual(
          expect.arrayContaining(advanced.problems),
        );
      },
    );

    it('works on both kinds of node in the advanced-instances tier', () => {
      const readiness = ready(allowed, {
        ...ANY_KIND,
        instanceTier: { known: 'advanced' },
      });
      expect(readiness).toMatchObject({ starts: 'yes', problems: [] });
      expect(readiness).not.toHaveProperty('byNodeKind');
    });
  });

  it('reports no lost log if no session starts on one kind of node', () => {
    const { starts, logged, byNodeKind } = predict(
      session(
        {
          policies: [
            policy(
              allow('ssmmessages:*'),
              allow(['s3:*', 'kms:*']),
              allow(
                'ssm:UpdateInstanceInformation',
                'arn:aws:ssm:*:*:managed-instance/*',
              ),
            ),
          ],
        },
        { s3BucketName: 'corp-logs' },
        ANY_KIND,
      ),
    );
    expect([starts, logged.s3]).toEqual(['no', null]);
    expect(byNodeKind?.hybrid.logged.s3).toBe('yes');
  });

  it('lists a problem of both kinds once, without a kind', () => {
    const { logged, problems } = predict(
      session(allowed, { s3BucketName: 'corp-logs' }, ANY_KIND),
    );
    expect(logged.s3).toBe('no');
    expect(problems.map(({ code, nodeKind }) => [code, nodeKind])).toEqual([
      ['s3-encryption-check-skipped', undefined],
      ['s3-put-denied', undefined],
      ['s3-key-generate-denied', undefined],
    ]);
  });

  it('has no verdicts by kind if they are equal', () => {
    expect(headlineOf({ policies: [] }, {}, ANY_KIND).text).not.toMatch(
      /hybrid/,
    );
  });
});

describe('Default Host Management', () => {
  const hostManagementRole = {
    ...trusting('ssm.amazonaws.com'),
    arn: `${ROLE}-dhm`,
    policies: [policy(CORE, allow('s3:*'), allow('kms:*'), LOGS)],
  };
  const withBucketCondition = (key: string, present: string) => ({
    target: 'ec2' as const,
    bucket: {
      known: {
        exists: true,
        region: 'us-east-1',
        ownerAccountId: ACCOUNT,
        encryption: 'AES256' as const,
        policy: policy({
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: '*',
          Condition: { Null: { [key]: present } },
        }),
      },
    },
    defaultHostManagement: { known: hostManagementRole },
  });

  it.each([
    'ec2:SourceInstanceARN',
    'ec2:RoleDelivery',
    'ssm:SourceInstanceARN',
    'aws:Ec2InstanceSourceVpc',
    'aws:Ec2InstanceSourcePrivateIPv4',
  ])('does not provide instance profile credentials: %s may be absent', key => {
    for (const present of ['true', 'false']) {
      expect(
        predict(
          session(
            { policies: [] },
            { s3BucketName: 'corp-logs' },
            withBucketCondition(key, present),
          ),
        ),
      ).toMatchObject({
        insteadOfRole: hostManagementRole.arn,
        logged: { s3: 'unknown' },
      });
    }
    // Instance profile credentials have the key or not, as documented.
    expect(
      predict(
        session(
          { policies: hostManagementRole.policies },
          { s3BucketName: 'corp-logs' },
          withBucketCondition(key, 'true'),
        ),
      ).logged.s3,
    ).not.toBe('unknown');
  });

  it('replaces a role that EC2 cannot assume', () => {
    const readiness = predict(
      session(
        { ...allowed, ...trusting('rds.amazonaws.com') },
        {},
        {
          ...ANY_KIND,
          defaultHostManagement: { known: hostManagementRole },
        },
      ),
    );
    expect(readiness).toMatchObject({
      online: 'yes',
      insteadOfRole: hostManagementRole.arn,
      problems: [{ code: 'trust-does-not-admit-the-node', severity: 'info' }],
    });
  });

  it('does not apply if Systems Manager cannot assume its role', () => {
    expect(
      predict(
        session(
          { policies: [] },
          {},
          {
            ...ANY_KIND,
            defaultHostManagement: {
              known: {
                ...hostManagementRole,
                ...trusting('ec2.amazonaws.com'),
              },
            },
          },
        ),
      ),
    ).toMatchObject({ online: 'no', insteadOfRole: hostManagementRole.arn });
  });
});

describe('reports whose policy denies a call in addition to the role’s', () => {
  const OTHER = '444455556666';
  const sentences = (facts: Partial<SessionFacts>) =>
    predict(
      session(
        { policies: [policy(CORE, LOGS)] },
        { s3BucketName: 'corp-logs', s3EncryptionEnabled: true },
        facts,
      ),
    ).problems.flatMap(({ action, severity, repair }) =>
      repair.kind === 'advice' && severity === 'error'
        ? [[action, ...repair.sentences.map(({ id }) => id)]]
        : [],
    );
  const bucket = {
    exists: true,
    region: 'us-east-1',
    ownerAccountId: OTHER,
    encryption: 'aws:kms' as const,
    kmsKeyArn: `arn:aws:kms:us-east-1:${OTHER}:key/theirs`,
  };

  it('names the bucket policy for an upload and the key policy for its encryption', () => {
    const closed = {
      target: 'ec2' as const,
      bucket: { known: bucket },
      bucketKeyPolicy: { known: policy() },
    };
    expect(sentences(closed)).toEqual([
      ['s3:GetEncryptionConfiguration', 'role', 'bucket-policy'],
      ['s3:PutObject', 'bucket-policy'],
      ['kms:GenerateDataKey', 'role', 'key-policy'],
    ]);
  });
});

describe('roles from public reports', () => {
  it('allow broad actions but fail: channel actions on instances', () => {
    const instanceArnsOnly = policy(
      allow(
        ['ssm:*', 'ssmmessages:*', 'ec2messages:*'],
        'arn:aws:ec2:*:*:instance/*',
      ),
    );
    const readiness = ready({
      ...trusting('ec2.amazonaws.com'),
      policies: [instanceArnsOnly],
    });
    expect(readiness).toMatchObject({
      online: 'no',
      starts: 'no',
      logged: { s3: null, cloudWatchLogs: null },
    });
    expect(readiness.problems.map(({ code }) => code)).toEqual([
      'create-control-channel-denied',
      'open-control-channel-denied',
      'create-data-channel-denied',
      'open-data-channel-denied',
    ]);
  });

  // bridgecrewio/terraform-aws-session-manager
  it('work: the role of a well-known module', () => {
    const delegates = {
      known: policy({
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'kms:*',
        Resource: '*',
      }),
    };
    expect(
      predict({
        role: {
          ...FOR_NODES,
          ...trusting('ec2.amazonaws.com'),
          arn: ROLE,
          policies: [
            policy(
              allow(
                ['s3:PutObject', 's3:PutObjectAcl', 's3:PutObjectVersionAcl'],
                'arn:aws:s3:::corp-logs/*',
              ),
              allow('s3:GetEncryptionConfiguration', 'arn:aws:s3:::corp-logs'),
              allow([
                'logs:PutLogEvents',
                'logs:CreateLogStream',
                'logs:DescribeLogGroups',
                'logs:DescribeLogStreams',
              ]),
              allow(
                [
                  'kms:DescribeKey',
                  'kms:GenerateDataKey',
                  'kms:Decrypt',
                  'kms:Encrypt',
                ],
                KEY,
              ),
              CORE,
            ),
          ],
        },
        preferences: parsePreferences({
          s3BucketName: 'corp-logs',
          s3KeyPrefix: '',
          s3EncryptionEnabled: true,
          cloudWatchLogGroupName: '/ssm/sessions',
          cloudWatchEncryptionEnabled: true,
          cloudWatchStreamingEnabled: true,
          kmsKeyId: 'session',
        }),
        facts: {
          region: 'us-east-1',
          logGroup: { known: { exists: true, kmsKeyArn: KEY } },
          bucket: {
            known: {
              exists: true,
              region: 'us-east-1',
              ownerAccountId: ACCOUNT,
              encryption: 'aws:kms',
              kmsKeyArn: KEY,
            },
          },
          sessionKeyPolicy: delegates,
          bucketKeyPolicy: delegates,
        },
      }),
    ).toEqual({
      online: 'yes',
      starts: 'yes',
      logged: { s3: 'yes', cloudWatchLogs: 'yes' },
      problems: [],
    });
  });
});
