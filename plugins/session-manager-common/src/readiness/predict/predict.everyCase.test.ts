import { PolicyDocument, PolicyStatement } from '../../policy/PolicyDocument';
import { Verdict } from '../../ternary/ternary';
import {
  ACCOUNT,
  allow,
  BUCKET_KEY,
  CORE,
  KEY,
  policy,
  ROLE,
  session,
  trusting,
} from '../__testUtils__/sessions';
import { AGENT_CALLS } from '../model/agentCalls';
import { SessionRole } from '../model/sessionRole';
import { BucketFacts, Fact, SessionFacts } from '../model/facts';
import { Problem, ProblemCode, Readiness } from '../model/Readiness';
import { readinessOf } from './readinessOf';

/*
 * Each problem both as an error and as unknown, and each fact with a right
 * value, a wrong value and not read. A problem or a fact without a row is a
 * compile error.
 */

type Given = Parameters<typeof session>;

const OTHER = '444455556666';
const AT_AN_ENDPOINT = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
const NOT_READ: Fact<never> = {
  unknown: { reason: 'The portal may not read it.', remedy: 'Allow it.' },
};
const DOCUMENT = { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' };

const everythingBut = (NotAction: string): PolicyDocument =>
  policy({ Effect: 'Allow', NotAction, Resource: '*' });
const EVERYTHING = { policies: [policy(allow('*'))] };

const toBucket = { s3BucketName: 'corp-logs' };
const toEncryptedBucket = { ...toBucket, s3EncryptionEnabled: true };
const toGroup = { cloudWatchLogGroupName: '/ssm/sessions' };
const toStreamedGroup = { ...toGroup, cloudWatchStreamingEnabled: true };
const toEncryptedGroup = { ...toGroup, cloudWatchEncryptionEnabled: true };

const bucketWith = (more: Partial<BucketFacts>): Partial<SessionFacts> => ({
  bucket: {
    known: {
      exists: true,
      region: 'us-east-1',
      ownerAccountId: ACCOUNT,
      encryption: 'AES256',
      ...more,
    },
  },
});
const group = (exists: boolean, kmsKeyArn?: string): Partial<SessionFacts> => ({
  logGroup: { known: { exists, kmsKeyArn } },
});
const allowRole = policy(allow('*', '*', { Principal: { AWS: ROLE } }));

const predicted = (...given: Given): Readiness => {
  const { role, preferences, facts } = session(...given);
  return readinessOf({
    role,
    preferences: { document: DOCUMENT, status: 'found', preferences },
    facts,
  });
};
const withoutPreferences = (): Readiness => {
  const { role, facts } = session(EVERYTHING);
  return readinessOf({
    role,
    preferences: {
      document: DOCUMENT,
      status: 'unknown',
      fault: { kind: 'refused', code: 'x', message: '', hint: 'Allow it.' },
    },
    facts,
  });
};

/** The verdict that a problem affects. */
function verdictOf(
  { online, starts, logged }: Readiness,
  { stage, code }: Pick<Problem, 'stage' | 'code'>,
): Verdict | null {
  if (stage !== 'log') {
    return stage === 'online' ? online : starts;
  }
  return code.startsWith('cw-') ? logged.cloudWatchLogs : logged.s3;
}

describe('each problem', () => {
  /** An input that causes the problem, or the reason why no input does. */
  type Case = Given | (() => Readiness) | string;
  interface Row {
    refused: Case;
    open: Case;
    /** Whether the problem does not lower a verdict. */
    harmless?: boolean;
  }

  /** The role lacks the action, or has it under an unknown condition. */
  const ofCall = (
    action: string,
    preferences: Given[1] = {},
    facts: Given[2] = {},
  ): Row => ({
    refused: [{ policies: [everythingBut(action)] }, preferences, facts],
    open: [
      {
        policies: [
          everythingBut(action),
          policy(allow(action, '*', { Condition: AT_AN_ENDPOINT })),
        ],
      },
      preferences,
      facts,
    ],
  });

  const ROWS: Readonly<Record<ProblemCode, Row>> = {
    'trust-does-not-admit-the-node': {
      refused: [{ ...EVERYTHING, ...trusting('rds.amazonaws.com') }],
      open: [{ ...EVERYTHING, trust: undefined }],
    },
    'not-in-instance-profile': {
      refused: [{ ...EVERYTHING, instanceProfileArns: [] }],
      open: [{ ...EVERYTHING, instanceProfileArns: undefined }],
    },
    'update-instance-information-denied': ofCall(
      'ssm:UpdateInstanceInformation',
    ),
    'create-control-channel-denied': ofCall('ssmmessages:CreateControlChannel'),
    'open-control-channel-denied': ofCall('ssmmessages:OpenControlChannel'),
    'create-data-channel-denied': ofCall('ssmmessages:CreateDataChannel'),
    'open-data-channel-denied': ofCall('ssmmessages:OpenDataChannel'),
    'session-key-decrypt-denied': ofCall('kms:Decrypt', { kmsKeyId: KEY }),
    'standard-instances-tier': {
      refused: [
        EVERYTHING,
        {},
        { target: 'hybrid', instanceTier: { known: 'standard' } },
      ],
      open: [EVERYTHING, {}, { target: 'hybrid', instanceTier: NOT_READ }],
    },
    'session-key-elsewhere': {
      refused: [
        EVERYTHING,
        { kmsKeyId: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/session` },
      ],
      open: 'The region is in the name of the key.',
    },
    'preferences-unknown': {
      refused: 'What is not known refuses nothing.',
      open: withoutPreferences,
    },
    'preferences-unreadable': {
      refused: [EVERYTHING, { kmsKeyId: 7 }],
      open: 'The document is read as the agent reads it.',
    },
    'preferences-parameter-denied': ofCall('ssm:GetParameters', {
      kmsKeyId: '{{ssm:key}}',
    }),
    'preferences-parameter-unknown': {
      refused: 'What a parameter holds is never known.',
      open: [EVERYTHING, { kmsKeyId: '{{ssm:key}}' }],
    },
    'run-as-user-missing': {
      refused: 'Whoever starts a session may bring the user along.',
      open: [EVERYTHING, { runAsEnabled: true }],
    },
    'cw-encryption-check-denied': ofCall(
      'logs:DescribeLogGroups',
      toEncryptedGroup,
      group(true, KEY),
    ),
    'cw-encryption-group-missing': {
      refused: [EVERYTHING, toEncryptedGroup, group(false)],
      open: 'It is the key of the group that is not known then.',
    },
    'cw-group-not-encrypted': {
      refused: [EVERYTHING, toEncryptedGroup, group(true)],
      open: [EVERYTHING, toEncryptedGroup, { logGroup: NOT_READ }],
    },
    'cw-streaming-dropped': ofCall('logs:DescribeLogGroups', toStreamedGroup),
    'cw-group-check-denied': {
      ...ofCall('logs:DescribeLogGroups', toGroup),
      harmless: true,
    },
    'cw-group-missing': {
      refused: [EVERYTHING, toGroup, group(false)],
      open: [EVERYTHING, toGroup, { logGroup: NOT_READ }],
    },
    'cw-create-stream-denied': ofCall('logs:CreateLogStream', toGroup),
    'cw-describe-streams-denied': {
      ...ofCall('logs:DescribeLogStreams', toGroup),
      harmless: true,
    },
    'cw-put-events-denied': ofCall('logs:PutLogEvents', toGroup),
    's3-encryption-check-denied': ofCall(
      's3:GetEncryptionConfiguration',
      toEncryptedBucket,
    ),
    's3-encryption-check-failed': {
      refused: [EVERYTHING, toEncryptedBucket, bucketWith({ exists: false })],
      open: 'It is the encryption of the bucket that is not known then.',
    },
    's3-bucket-not-encrypted': {
      refused: [
        EVERYTHING,
        toEncryptedBucket,
        bucketWith({ encryption: 'aws:kms:dsse' }),
      ],
      open: [
        EVERYTHING,
        toEncryptedBucket,
        bucketWith({ unknown: { encryption: NOT_READ.unknown } }),
      ],
    },
    's3-put-denied': ofCall('s3:PutObject', toBucket),
    's3-put-acl-denied': ofCall(
      's3:PutObjectAcl',
      toBucket,
      bucketWith({ ownerAccountId: OTHER, policy: allowRole }),
    ),
    's3-bucket-policy-missing': {
      refused: [EVERYTHING, toBucket, bucketWith({ ownerAccountId: OTHER })],
      open: [
        EVERYTHING,
        toBucket,
        bucketWith({
          ownerAccountId: OTHER,
          unknown: { policy: NOT_READ.unknown },
        }),
      ],
    },
    's3-key-generate-denied': ofCall('kms:GenerateDataKey', toBucket),
    's3-key-elsewhere': {
      refused: [
        EVERYTHING,
        toBucket,
        bucketWith({
          encryption: 'aws:kms',
          kmsKeyArn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/bucket`,
        }),
      ],
      open: 'The region is in the name of the key.',
    },
    's3-owner-cannot-read': {
      refused: [
        EVERYTHING,
        toBucket,
        bucketWith({
          ownerAccountId: OTHER,
          policy: allowRole,
          encryption: 'aws:kms',
        }),
      ],
      open: 'The name of the key tells whose it is.',
      harmless: true,
    },
    's3-encryption-check-skipped': {
      ...ofCall('s3:GetEncryptionConfiguration', toBucket),
      harmless: true,
    },
  };
  const rows = Object.entries(ROWS) as Array<[ProblemCode, Row]>;
  const of = (which: 'refused' | 'open') =>
    rows.flatMap(([code, { harmless = false, [which]: given }]) =>
      typeof given === 'string' ? [] : [{ code, harmless, given }],
    );
  const CALLS = Object.values(AGENT_CALLS);
  const find = (given: Exclude<Case, string>, code: ProblemCode) => {
    const readiness = Array.isArray(given) ? predicted(...given) : given();
    return {
      readiness,
      problem: readiness.problems.find(one => one.code === code),
    };
  };

  it.each(of('refused'))(
    'is reported as an error: $code',
    ({ code, harmless, given }) => {
      const { readiness, problem } = find(given, code);
      expect(problem?.severity).toBe(harmless ? 'info' : 'error');
      expect(problem && verdictOf(readiness, problem)).toBe(
        harmless ? 'yes' : 'no',
      );
      expect(JSON.stringify(problem?.repair)).not.toContain('{{');
      expect(problem?.decisive).toEqual([]);
      expect(problem?.agentMessage === undefined).toBe(
        code === 's3-owner-cannot-read',
      );
    },
  );

  it.each(of('open'))(
    'is reported as unknown: $code',
    ({ code, harmless, given }) => {
      const { readiness, problem } = find(given, code);
      expect(problem?.severity).toBe('unknown');
      // Only problems about an action have decisive statements.
      expect(problem?.action ? [] : problem?.decisive).toEqual([]);
      // It is unknown whether the agent writes the message.
      expect(problem?.agentMessage === undefined).toBe(
        code !== 'run-as-user-missing',
      );
      expect(JSON.stringify(problem?.repair)).not.toContain('{{');
      expect(problem && verdictOf(readiness, problem)).toBe(
        harmless ? 'yes' : 'unknown',
      );
    },
  );

  it('has a row that is an error or unknown, and each call of the agent has both', () => {
    const codes = [...of('refused'), ...of('open')].map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(rows.map(([code]) => code)));
    for (const { code } of CALLS) {
      expect(codes.filter(one => one === code)).toHaveLength(2);
    }
  });
});

describe('each fact', () => {
  type FactName =
    | Exclude<keyof SessionFacts, 'region' | 'target'>
    | `bucket.${keyof NonNullable<BucketFacts['unknown']>}`
    | Exclude<keyof SessionRole, 'arn' | 'policies'>;
  interface Row {
    of: (readiness: Readiness) => Verdict | null;
    right: Given;
    wrong: Given;
    /** The inputs with an unknown value. */
    notRead: Given[];
  }

  const starts = ({ starts: verdict }: Readiness) => verdict;
  const inS3 = ({ logged }: Readiness) => logged.s3;
  const inGroup = ({ logged }: Readiness) => logged.cloudWatchLogs;
  const onlyIf = (Condition: PolicyStatement['Condition']) => ({
    policies: [policy(allow('*', '*', { Condition }))],
  });

  /** A fact that may be absent or unknown. */
  const ofEnvironment = <Name extends keyof SessionFacts>(
    name: Name,
    {
      of,
      role = EVERYTHING,
      preferences,
      facts,
      right,
      wrong,
    }: {
      of: Row['of'];
      role?: Given[0];
      preferences?: Given[1];
      facts?: Given[2];
      right: SessionFacts[Name];
      wrong: SessionFacts[Name];
    },
  ): Row => {
    const having = (fact: SessionFacts[Name] | Fact<never>): Given => [
      role,
      preferences,
      { ...facts, [name]: fact },
    ];
    return {
      of,
      right: having(right),
      wrong: having(wrong),
      notRead: [having(NOT_READ), having(undefined as SessionFacts[Name])],
    };
  };

  const byAlias = onlyIf({
    'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/logs' },
  }).policies[0];
  const hostManagementRole: SessionRole = {
    ...EVERYTHING,
    ...trusting('ssm.amazonaws.com'),
    arn: `${ROLE}-lent`,
  };
  const ofRole = (id: string) =>
    onlyIf({ StringLike: { 'aws:userid': `${id}:*` } });
  const closed = policy();
  const onHybrid = (instanceTier: SessionFacts['instanceTier']): Given => [
    EVERYTHING,
    {},
    { target: 'hybrid', instanceTier },
  ];

  const ROWS: Readonly<Record<FactName, Row>> = {
    logGroup: ofEnvironment('logGroup', {
      of: inGroup,
      preferences: toGroup,
      right: { known: { exists: true } },
      wrong: { known: { exists: false } },
    }),
    bucket: ofEnvironment('bucket', {
      of: inS3,
      preferences: toBucket,
      right: bucketWith({}).bucket,
      wrong: bucketWith({ exists: false }).bucket,
    }),
    'bucket.encryption': {
      of: starts,
      right: [EVERYTHING, toEncryptedBucket, bucketWith({})],
      wrong: [
        EVERYTHING,
        toEncryptedBucket,
        bucketWith({ encryption: undefined }),
      ],
      notRead: [
        [
          EVERYTHING,
          toEncryptedBucket,
          bucketWith({ unknown: { encryption: NOT_READ.unknown } }),
        ],
      ],
    },
    'bucket.policy': {
      of: inS3,
      right: [
        EVERYTHING,
        toBucket,
        bucketWith({ ownerAccountId: OTHER, policy: allowRole }),
      ],
      wrong: [
        EVERYTHING,
        toBucket,
        bucketWith({ ownerAccountId: OTHER, policy: closed }),
      ],
      notRead: [ACCOUNT, OTHER].map(ownerAccountId => [
        EVERYTHING,
        toBucket,
        bucketWith({
          ownerAccountId,
          policy: allowRole,
          unknown: { policy: NOT_READ.unknown },
        }),
      ]),
    },
    sessionKeyPolicy: ofEnvironment('sessionKeyPolicy', {
      of: starts,
      preferences: { kmsKeyId: KEY },
      right: { known: undefined },
      wrong: { known: closed },
    }),
    sessionKeyArn: ofEnvironment('sessionKeyArn', {
      of: starts,
      role: { policies: [policy(CORE, allow('kms:Decrypt', KEY))] },
      preferences: { kmsKeyId: 'alias/session' },
      right: { known: KEY },
      wrong: { known: BUCKET_KEY },
    }),
    sessionKeyAliases: ofEnvironment('sessionKeyAliases', {
      of: starts,
      role: { policies: [everythingBut('kms:Decrypt'), byAlias] },
      preferences: { kmsKeyId: KEY },
      right: { known: ['alias/logs'] },
      wrong: { known: [] },
    }),
    bucketKeyPolicy: ofEnvironment('bucketKeyPolicy', {
      of: inS3,
      preferences: toBucket,
      right: { known: undefined },
      wrong: { known: closed },
    }),
    bucketKeyArn: ofEnvironment('bucketKeyArn', {
      of: inS3,
      role: {
        policies: [
          everythingBut('kms:GenerateDataKey'),
          policy(allow('kms:GenerateDataKey', BUCKET_KEY)),
        ],
      },
      preferences: toBucket,
      facts: bucketWith({ encryption: 'aws:kms', kmsKeyArn: 'alias/logs' }),
      right: { known: BUCKET_KEY },
      wrong: { known: KEY },
    }),
    bucketKeyAliases: ofEnvironment('bucketKeyAliases', {
      of: inS3,
      role: { policies: [everythingBut('kms:GenerateDataKey'), byAlias] },
      preferences: toBucket,
      right: { known: ['alias/logs'] },
      wrong: { known: [] },
    }),
    organizationId: ofEnvironment('organizationId', {
      of: starts,
      role: onlyIf({ StringEquals: { 'aws:PrincipalOrgID': 'o-acme' } }),
      right: { known: 'o-acme' },
      wrong: { known: undefined },
    }),
    taggedInstances: ofEnvironment('taggedInstances', {
      of: starts,
      role: {
        policies: [
          everythingBut('ssm:UpdateInstanceInformation'),
          ...onlyIf({ StringEquals: { 'aws:ResourceTag/team': 'web' } })
            .policies,
        ],
      },
      right: { known: [{ instanceId: 'i-1', tags: { team: 'web' } }] },
      wrong: { known: [{ instanceId: 'i-1', tags: {} }] },
    }),
    defaultHostManagement: {
      ...ofEnvironment('defaultHostManagement', {
        of: starts,
        role: { policies: [everythingBut('ssm:UpdateInstanceInformation')] },
        right: { known: hostManagementRole },
        wrong: { known: undefined },
      }),
      // If absent, Default Host Management is off.
      notRead: [
        [
          { policies: [everythingBut('ssm:UpdateInstanceInformation')] },
          {},
          { defaultHostManagement: NOT_READ },
        ],
      ],
    },
    instanceTier: {
      of: starts,
      right: onHybrid({ known: 'advanced' }),
      wrong: onHybrid({ known: 'standard' }),
      // If absent, the tier is not checked.
      notRead: [onHybrid(NOT_READ)],
    },
    roleId: {
      of: starts,
      right: [{ ...ofRole('AROAWEB'), roleId: 'AROAWEB' }],
      wrong: [{ ...ofRole('AROAWEB'), roleId: 'AROAOTHER' }],
      notRead: [[ofRole('AROAWEB')]],
    },
    boundary: {
      of: starts,
      right: [{ ...EVERYTHING, boundary: policy(allow('*')) }],
      wrong: [{ ...EVERYTHING, boundary: closed }],
      notRead: [[{ ...EVERYTHING, boundary: 'unknown' }]],
    },
    tags: {
      of: starts,
      right: [
        {
          ...onlyIf({ StringEquals: { 'aws:PrincipalTag/team': 'web' } }),
          tags: { team: 'web' },
        },
      ],
      wrong: [
        {
          ...onlyIf({ StringEquals: { 'aws:PrincipalTag/team': 'web' } }),
          tags: {},
        },
      ],
      notRead: [[onlyIf({ StringEquals: { 'aws:PrincipalTag/team': 'web' } })]],
    },
    trust: {
      of: starts,
      right: [{ ...EVERYTHING, ...trusting('ec2.amazonaws.com') }],
      wrong: [{ ...EVERYTHING, ...trusting('rds.amazonaws.com') }],
      notRead: [[{ ...EVERYTHING, trust: undefined }]],
    },
    instanceProfileArns: {
      of: starts,
      right: [EVERYTHING],
      wrong: [{ ...EVERYTHING, instanceProfileArns: [] }],
      notRead: [[{ ...EVERYTHING, instanceProfileArns: undefined }]],
    },
  };

  it.each(Object.entries(ROWS))(
    'affects the verdict if known, and makes it unknown if not read: %s',
    (_, { of, right, wrong, notRead }) => {
      expect(of(predicted(...right))).toBe('yes');
      const bad = predicted(...wrong);
      expect(of(bad)).toBe('no');
      expect(JSON.stringify(bad.problems)).not.toContain('{{');
      for (const given of notRead) {
        const readiness = predicted(...given);
        expect(of(readiness)).toBe('unknown');
        expect(JSON.stringify(readiness.problems)).not.toContain('{{');
      }
    },
  );
});
