import { PolicyStatement } from '../policy/PolicyDocument';
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
  told,
  trusting,
} from './__testUtils__/sessions';
import { SessionRole } from './sessionRole';
import { SessionFacts } from './facts';
import { headline } from './headline';
import { nodeKindsOf } from './nodeKinds';
import { predict } from './predict';
import { parsePreferences } from './preferences';
import { repairedSpec } from './repairedSpec';

const able = { policies: [policy(CORE)] };
/** For whichever kinds of node may have it. */
const ANY_KIND: Partial<SessionFacts> = { target: undefined };

const ready = (role: Partial<SessionRole>, facts = ANY_KIND) =>
  predict(session({ ...able, ...role }, {}, facts));
const codes = (role: Partial<SessionRole>, facts = ANY_KIND) =>
  ready(role, facts).problems.map(({ code, severity }) => [code, severity]);

describe('a role whose trust policy does not let its node in', () => {
  it('fails, in the agent’s words, and is repaired by a statement', () => {
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

  it('fails on the node that it is meant for, and no statement helps where one denies', () => {
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

  it('is not known where a condition decides that AWS does not tell of', () => {
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
          decisive: [{ source: 'trust', unsettled: ['aws:SourceAccount'] }],
          repair: {
            sentences: [
              {
                id: 'settle-trust-keys',
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

  it('is not known where nobody can tell whom a statement means', () => {
    const odd = {
      trust: policy({
        ...(trusting('ec2.amazonaws.com').trust.Statement as PolicyStatement),
        Resource: '*',
      }),
    };
    expect(ready(odd)).toMatchObject({
      online: 'unknown',
      problems: [
        {
          severity: 'unknown',
          repair: {
            sentences: [
              { id: 'settle-trust', values: { service: 'ec2.amazonaws.com' } },
            ],
          },
        },
      ],
    });
  });

  it('is repaired for hybrid nodes by what they need', () => {
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

  it('is not known where nobody read it, with what would settle it', () => {
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

  it('has its problem beside those of its policies', () => {
    expect(codes({ ...trusting('rds.amazonaws.com'), policies: [] })).toEqual(
      expect.arrayContaining([
        ['trust-does-not-admit-the-node', 'error'],
        ['update-instance-information-denied', 'error'],
      ]),
    );
  });

  it('is mended by its spec', () => {
    const asked = session(
      { ...able, ...trusting('rds.amazonaws.com') },
      {},
      ANY_KIND,
    );
    expect(
      repairedSpec({ roleName: 'web' }, predict(asked).problems, asked),
    ).toEqual({
      spec: { roleName: 'web' },
      changes: [],
      problems: ['trust-does-not-admit-the-node'],
    });
  });
});

describe('a role for something else', () => {
  const loose = { instanceProfileArns: [] };

  it.each([
    [['ecs-tasks.amazonaws.com'], 'ECS tasks'],
    [['lambda.amazonaws.com'], 'Lambda functions'],
    [
      ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'],
      'Lambda functions, edgelambda.amazonaws.com',
    ],
  ])(
    '%j is neither ready nor failing, and names what it is for',
    (services, label) => {
      const readiness = ready({ ...loose, ...trusting(...services) });

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
        text: `For ${label}, not for nodes: neither EC2 nor Systems Manager may assume this role.`,
      });
    },
  );

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
  ])('may be for %s', (_, trust, label) => {
    expect(ready({ ...loose, trust }).purpose?.label).toBe(label);
  });

  it('is so where nobody read the instance profiles', () => {
    expect(
      ready({
        instanceProfileArns: undefined,
        ...trusting('lambda.amazonaws.com'),
      }).purpose?.label,
    ).toBe('Lambda functions');
  });

  it('is asked for no repair, whatever it may do', () => {
    const asked = session(
      { ...loose, ...trusting('ecs-tasks.amazonaws.com') },
      EVERYTHING,
      ANY_KIND,
    );
    expect(
      repairedSpec({ roleName: 'web' }, predict(asked).problems, asked),
    ).toMatchObject({ problems: [] });
  });

  it('is meant for nodes where an instance profile holds it or the portal made it', () => {
    const other = trusting('ecs-tasks.amazonaws.com');
    for (const role of [
      other,
      {
        ...loose,
        ...other,
        tags: { 'backstage.io/managed-by': 'session-manager' },
      },
    ]) {
      expect(headline(ready(role)).state).toBe('sessions-fail');
    }
  });

  it('is no role that speaks of nodes, or of nobody', () => {
    expect(ready({ ...loose, trust: policy() }).purpose).toBeUndefined();
    expect(
      ready({
        ...loose,
        ...trusting('lambda.amazonaws.com', 'ec2.amazonaws.com'),
      }).purpose,
    ).toBeUndefined();
  });
});

describe('a role in no instance profile', () => {
  const loose = { ...trusting('ec2.amazonaws.com'), instanceProfileArns: [] };

  it('is not ready, says so, and offers to make one', () => {
    const readiness = ready(loose);
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
    const asked = session({ ...able, ...loose }, {}, ANY_KIND);
    expect(
      repairedSpec({ roleName: 'web' }, readiness.problems, asked).problems,
    ).toEqual(['not-in-instance-profile']);
  });

  it('is not rescued by Default Host Management: no instance has it', () => {
    const lent = {
      ...able,
      ...trusting('ssm.amazonaws.com'),
      arn: `${ROLE}-dhm`,
    };
    const readiness = ready(
      { ...loose, policies: [] },
      { ...ANY_KIND, defaultHostManagement: { known: lent } },
    );
    expect(readiness).toMatchObject({ online: 'no' });
    expect(readiness.insteadOfRole).toBeUndefined();
  });

  it('is not known where nobody read the profiles', () => {
    const unread = { ...loose, instanceProfileArns: undefined };
    expect(ready(unread)).toMatchObject({
      online: 'unknown',
      problems: [{ code: 'not-in-instance-profile', severity: 'unknown' }],
    });
    // Then no lent role makes it sure either.
    const lent = {
      ...able,
      ...trusting('ssm.amazonaws.com'),
      arn: `${ROLE}-dhm`,
    };
    expect(
      ready(
        { ...unread, policies: [] },
        { ...ANY_KIND, defaultHostManagement: { known: lent } },
      ),
    ).toMatchObject({ online: 'unknown', starts: 'unknown' });
  });

  it('is no matter to hybrid nodes', () => {
    expect(
      ready({ ...trusting('ssm.amazonaws.com'), instanceProfileArns: [] }),
    ).toMatchObject({ online: 'yes', problems: [] });
    expect(ready({ ...FOR_NODES, instanceProfileArns: [] })).toMatchObject({
      online: 'yes',
    });
  });
});

it('is not known to run on a lent role where nobody read its trust policy', () => {
  const lent = {
    arn: `arn:aws:iam::${ACCOUNT}:role/lent`,
    policies: [policy(CORE)],
    ...trusting('ssm.amazonaws.com'),
  };
  const readiness = ready(
    { policies: [], trust: undefined },
    { ...ANY_KIND, defaultHostManagement: { known: lent } },
  );

  expect(readiness).toMatchObject({ online: 'unknown', starts: 'unknown' });
});

describe('a role that both kinds of node may assume', () => {
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
    expect(nodeKindsOf({ arn: ROLE, ...able, ...dual })).toEqual([
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

  it('is as bad as the worse of them, and says which that is', () => {
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

    it('is as ready as on EC2 instances, and fails only on hybrid nodes', () => {
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

    it('fails where it fails on EC2 instances, for that reason', () => {
      const readiness = ready({ policies: [] }, STANDARD);

      expect(readiness).toMatchObject({ online: 'no', starts: 'no' });
      expect(headline(readiness).text).toMatch(
        /^Sessions fail because the node stays offline: the role is not allowed to register the node/,
      );
      expect(headline(readiness).text).not.toMatch(/hybrid/);
    });

    it('is unknown where it is so on EC2 instances', () => {
      const readiness = ready({ ...able, boundary: 'unknown' }, STANDARD);

      expect(headline(readiness)).toMatchObject({
        state: 'unknown',
        text: expect.stringMatching(
          /^It is unknown whether the node comes online: .*Sessions to hybrid nodes fail: /,
        ),
      });
    });

    it('is unknown where nobody read the tier, on hybrid nodes only', () => {
      const unread = { reason: 'Nobody may.', settle: 'Allow it.' };
      const readiness = ready(able, {
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
        'a policy denies to hybrid nodes alone',
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
        'a policy allows to EC2 instances alone',
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
        'only Default Host Management carries EC2 instances',
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
    ])('is no better than in the advanced one where %s', (_, role, facts) => {
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
    });

    it('is ready on both in the advanced-instances tier', () => {
      const readiness = ready(able, {
        ...ANY_KIND,
        instanceTier: { known: 'advanced' },
      });
      expect(readiness).toMatchObject({ starts: 'yes', problems: [] });
      expect(readiness).not.toHaveProperty('byNodeKind');
    });
  });

  it('loses no log on either where no session starts on one', () => {
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

  it('has once, and of no kind, what is so on both', () => {
    const { logged, problems } = predict(
      session(able, { s3BucketName: 'corp-logs' }, ANY_KIND),
    );
    expect(logged.s3).toBe('no');
    expect(problems.map(({ code, nodeKind }) => [code, nodeKind])).toEqual([
      ['s3-encryption-check-skipped', undefined],
      ['s3-put-denied', undefined],
      ['s3-key-generate-denied', undefined],
    ]);
  });

  it('says nothing of kinds where they are alike', () => {
    expect(told({ policies: [] }, {}, ANY_KIND).text).not.toMatch(/hybrid/);
  });
});

describe('what Default Host Management lends', () => {
  const lent = {
    ...trusting('ssm.amazonaws.com'),
    arn: `${ROLE}-dhm`,
    policies: [policy(CORE, allow('s3:*'), allow('kms:*'), LOGS)],
  };
  const guarded = (key: string, present: string) => ({
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
    defaultHostManagement: { known: lent },
  });

  it.each([
    'ec2:SourceInstanceARN',
    'ec2:RoleDelivery',
    'ssm:SourceInstanceARN',
    'aws:Ec2InstanceSourceVpc',
    'aws:Ec2InstanceSourcePrivateIPv4',
  ])('are no credentials of a profile: %s is not known to be there', key => {
    for (const present of ['true', 'false']) {
      expect(
        predict(
          session(
            { policies: [] },
            { s3BucketName: 'corp-logs' },
            guarded(key, present),
          ),
        ),
      ).toMatchObject({ insteadOfRole: lent.arn, logged: { s3: 'unknown' } });
    }
    // Those of a profile have it, or not.
    expect(
      predict(
        session(
          { policies: lent.policies },
          { s3BucketName: 'corp-logs' },
          guarded(key, 'true'),
        ),
      ).logged.s3,
    ).not.toBe('unknown');
  });

  it('takes the place of a role that EC2 may not assume', () => {
    const readiness = predict(
      session(
        { ...able, ...trusting('rds.amazonaws.com') },
        {},
        {
          ...ANY_KIND,
          defaultHostManagement: { known: lent },
        },
      ),
    );
    expect(readiness).toMatchObject({
      online: 'yes',
      insteadOfRole: lent.arn,
      problems: [{ code: 'trust-does-not-admit-the-node', severity: 'info' }],
    });
  });

  it('is not lent where Systems Manager may not assume it', () => {
    expect(
      predict(
        session(
          { policies: [] },
          {},
          {
            ...ANY_KIND,
            defaultHostManagement: {
              known: { ...lent, ...trusting('ec2.amazonaws.com') },
            },
          },
        ),
      ),
    ).toMatchObject({ online: 'no', insteadOfRole: lent.arn });
  });
});

describe('whose policy refuses besides the role’s', () => {
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

  it('is the bucket’s of an upload, and the key’s of its encryption', () => {
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

describe('roles that people have reported', () => {
  it('looks wide and is dead: channel actions on instances', () => {
    const dead = policy(
      allow(
        ['ssm:*', 'ssmmessages:*', 'ec2messages:*'],
        'arn:aws:ec2:*:*:instance/*',
      ),
    );
    const readiness = ready({
      ...trusting('ec2.amazonaws.com'),
      policies: [dead],
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
  it('is a healthy one of a well-known module', () => {
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
