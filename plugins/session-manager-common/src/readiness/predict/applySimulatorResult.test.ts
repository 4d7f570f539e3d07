import { PolicyDocument } from '../../policy/PolicyDocument';
import { Disagreement, SimulatorResult } from '../model/SimulatorResult';
import { FOR_NODES, trusting } from '../__testUtils__/sessions';
import { predictedCalls } from './predictedCalls';
import { applySimulatorResult } from './applySimulatorResult';
import { predict, PredictionInput } from './predict';
import { parsePreferences } from '../model/preferences';
import { Readiness } from '../model/Readiness';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/session';
const BUCKET_KEY = 'arn:aws:kms:us-east-1:777788889999:key/bucket';

const allow = (...actions: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: actions, Resource: '*' },
});

/**
 * Logs to a bucket of another account and to a log group, with a session key.
 */
const input = (policy = allow('*')): PredictionInput => ({
  role: {
    ...FOR_NODES,
    arn: 'arn:aws:iam::111122223333:role/web',
    policies: [policy],
  },
  preferences: parsePreferences({
    s3BucketName: 'corp-logs',
    s3EncryptionEnabled: true,
    cloudWatchLogGroupName: '/ssm/sessions',
    kmsKeyId: KEY,
  }),
  facts: {
    region: 'us-east-1',
    target: 'ec2',
    logGroup: { known: { exists: true } },
    bucket: {
      known: {
        exists: true,
        region: 'us-east-1',
        ownerAccountId: '777788889999',
        encryption: 'aws:kms',
        kmsKeyArn: BUCKET_KEY,
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: '*',
            Action: 's3:*',
            Resource: '*',
          },
        },
      },
    },
    sessionKeyPolicy: { known: undefined },
    bucketKeyPolicy: {
      known: {
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: '111122223333' },
          Action: 'kms:*',
          Resource: '*',
        },
      },
    },
  },
});

describe('predictedCalls', () => {
  it('returns the calls of every stage, each once, in the agent’s order', () => {
    expect(
      predictedCalls(input()).map(({ stage, action }) => `${stage} ${action}`),
    ).toEqual([
      'online ssm:UpdateInstanceInformation',
      'online ssmmessages:CreateControlChannel',
      'online ssmmessages:OpenControlChannel',
      'start ssmmessages:CreateDataChannel',
      'start ssmmessages:OpenDataChannel',
      'start kms:Decrypt',
      'start s3:GetEncryptionConfiguration',
      'log logs:DescribeLogGroups',
      'log logs:CreateLogStream',
      'log logs:DescribeLogStreams',
      'log logs:PutLogEvents',
      'log s3:PutObject',
      'log s3:PutObjectAcl',
      'log kms:GenerateDataKey',
    ]);
  });

  it('omits calls that the preferences do not require', () => {
    const calls = predictedCalls({
      ...input(),
      preferences: parsePreferences({}),
    });

    expect(calls.map(({ action }) => action.split(':')[0])).toEqual([
      'ssm',
      ...Array(4).fill('ssmmessages'),
    ]);
  });

  it('uses the given kind of node and session type', () => {
    const resources = (more: Partial<PredictionInput>) =>
      predictedCalls({ ...input(), ...more }).map(({ resource }) => resource);
    const { role, facts } = input();
    const instances = 'arn:aws:ec2:us-east-1:111122223333:instance/*';
    const machines = 'arn:aws:ssm:us-east-1:111122223333:managed-instance/*';

    expect(resources({})).toContain(instances);
    expect(resources({ facts: { ...facts, target: 'hybrid' } })).toContain(
      machines,
    );
    expect(
      resources({
        role: { ...role, ...trusting('ssm.amazonaws.com') },
        facts: { ...facts, target: undefined },
      }),
    ).toContain(machines);
    // A port session uses no key.
    expect(resources({})).toContain(KEY);
    expect(resources({ sessionType: 'Port' })).not.toContain(KEY);
  });

  it('omits calls that need no permission', () => {
    const { facts, ...rest } = input();
    const calls = predictedCalls({
      ...rest,
      facts: {
        ...facts,
        bucket: {
          known: {
            exists: true,
            region: 'us-east-1',
            ownerAccountId: '111122223333',
          },
        },
      },
    }).map(({ action }) => action);

    expect(calls).not.toContain('s3:PutObjectAcl');
  });

  it('returns whether another account owns the resource, and the decision of the role’s own policies', () => {
    const calls = predictedCalls(input(allow('s3:PutObject')));
    const of = (wanted: string) =>
      calls.find(({ action }) => action === wanted);

    expect(of('s3:PutObject')).toMatchObject({
      isForeign: true,
      roleSide: 'allowed',
    });
    // The bucket policy allows everyone; the role's policy does not.
    expect(of('s3:PutObjectAcl')).toMatchObject({
      isForeign: true,
      roleSide: 'denied',
    });
    expect(of('kms:Decrypt')).toMatchObject({
      resource: KEY,
      isForeign: false,
      roleSide: 'denied',
    });
    expect(of('ssm:UpdateInstanceInformation')?.isForeign).toBe(false);
  });

  it('returns the known condition keys and the keys known to be absent', () => {
    const calls = predictedCalls(input());
    const of = (wanted: string) =>
      calls.find(({ action }) => action === wanted);

    expect(of('ssmmessages:OpenDataChannel')?.context).toMatchObject({
      'aws:requestedregion': ['us-east-1'],
      'aws:securetransport': ['true'],
    });
    expect(of('kms:Decrypt')?.absentKeys).toEqual(
      expect.arrayContaining(['kms:viaservice', 'aws:calledvia*']),
    );
    // Keys with an unknown value, or that may be absent.
    for (const key of ['aws:useragent', 'aws:multifactorauthpresent']) {
      expect(of('kms:Decrypt')?.context).not.toHaveProperty([key]);
      expect(of('kms:Decrypt')?.absentKeys).not.toContain(key);
    }
    expect(of('kms:GenerateDataKey')?.context).toMatchObject({
      'kms:viaservice': ['s3.us-east-1.amazonaws.com'],
      'kms:calleraccount': ['111122223333'],
    });
    // The region of the bucket is unknown.
    const { facts, ...rest } = input();
    const unread = predictedCalls({
      ...rest,
      facts: { ...facts, bucket: undefined },
    });
    expect(
      unread.find(({ action }) => action === 's3:PutObject')?.context,
    ).not.toHaveProperty(['aws:requestedregion']);
    // Keys that differ between instances.
    expect(of('kms:Decrypt')?.context).not.toHaveProperty(
      'ec2:sourceinstancearn',
    );
  });
});

describe('applySimulatorResult', () => {
  const ready = predict(input());

  const disagreement = (more: Partial<Disagreement>): Disagreement => ({
    code: 'open-data-channel-denied',
    stage: 'start',
    action: 'ssmmessages:OpenDataChannel',
    resource: '*',
    predicted: 'allowed',
    simulated: 'denied',
    ...more,
  });

  const given = (...disagreements: Disagreement[]): SimulatorResult => ({
    status: 'given',
    compared: 14,
    disagreements,
    undecided: 0,
  });

  const LOG = { stage: 'log' } as const;

  it('starts from a session that starts and is logged', () => {
    expect(ready).toMatchObject({
      starts: 'yes',
      logged: { s3: 'yes', cloudWatchLogs: 'yes' },
      problems: [],
    });
  });

  it.each<[string, Partial<Disagreement>, object]>([
    [
      'coming online',
      {
        code: 'open-control-channel-denied',
        stage: 'online',
        action: 'ssmmessages:OpenControlChannel',
      },
      {
        online: 'unknown',
        starts: 'unknown',
        logged: { s3: 'unknown', cloudWatchLogs: 'unknown' },
      },
    ],
    [
      'starting a session',
      {},
      {
        online: 'yes',
        starts: 'unknown',
        logged: { s3: 'unknown', cloudWatchLogs: 'unknown' },
      },
    ],
    [
      'the use of the bucket’s key',
      {
        ...LOG,
        code: 's3-key-generate-denied',
        action: 'kms:GenerateDataKey',
      },
      { starts: 'yes', logged: { s3: 'unknown', cloudWatchLogs: 'yes' } },
    ],
    [
      'writing log events',
      { ...LOG, code: 'cw-put-events-denied', action: 'logs:PutLogEvents' },
      { starts: 'yes', logged: { s3: 'yes', cloudWatchLogs: 'unknown' } },
    ],
    [
      'a call that no log needs',
      {
        ...LOG,
        code: 'cw-describe-streams-denied',
        action: 'logs:DescribeLogStreams',
      },
      { starts: 'yes', logged: { s3: 'yes', cloudWatchLogs: 'yes' } },
    ],
  ])('lowers the verdicts if the simulator denies %s', (_, more, expected) => {
    const doubt = disagreement(more);

    const applied = applySimulatorResult(ready, given(doubt));

    expect(applied).toMatchObject(expected);
    expect(applied.problems).toMatchObject([
      {
        code: doubt.code,
        severity: 'unknown',
        action: doubt.action,
        decisive: [],
        repair: { sentences: [{ values: { action: doubt.action } }] },
      },
    ]);
  });

  const CHECK_LOG_GROUPS = {
    ...LOG,
    code: 'cw-group-check-denied',
    action: 'logs:DescribeLogGroups',
  } as const;
  const REGISTER = {
    stage: 'online',
    code: 'update-instance-information-denied',
    action: 'ssm:UpdateInstanceInformation',
  } as const;

  it.each<
    [
      string,
      Partial<Disagreement>,
      Parameters<typeof applySimulatorResult>[2],
      object,
    ]
  >([
    [
      'the check of the log groups, for a streamed log',
      CHECK_LOG_GROUPS,
      { streams: true },
      { logged: { s3: 'yes', cloudWatchLogs: 'unknown' } },
    ],
    [
      'the check of the log groups, for a log that may be streamed',
      CHECK_LOG_GROUPS,
      undefined,
      { logged: { s3: 'yes', cloudWatchLogs: 'unknown' } },
    ],
    [
      'the check of the log groups, for a log that is sent at the end',
      CHECK_LOG_GROUPS,
      { streams: false },
      { logged: { s3: 'yes', cloudWatchLogs: 'yes' } },
    ],
    [
      'the registration, on EC2',
      REGISTER,
      { target: 'ec2' },
      {
        online: 'unknown',
        starts: 'unknown',
        logged: { s3: 'unknown', cloudWatchLogs: 'unknown' },
      },
    ],
    [
      'the registration, on a hybrid node',
      REGISTER,
      { target: 'hybrid' },
      {
        online: 'yes',
        starts: 'yes',
        logged: { s3: 'yes', cloudWatchLogs: 'yes' },
      },
    ],
  ])(
    'lowers only the affected verdicts if the simulator denies %s',
    (_, more, of, expected) => {
      const doubt = disagreement(more);

      const applied = applySimulatorResult(ready, given(doubt), of);

      expect(applied).toMatchObject(expected);
      expect(applied.problems).toMatchObject([
        {
          code: doubt.code,
          severity: 'unknown',
          action: doubt.action,
          decisive: [],
          repair: { sentences: [{ values: { action: doubt.action } }] },
        },
      ]);
    },
  );

  it('does not raise verdicts that are "no" or null', () => {
    const bad: Readiness = {
      ...ready,
      logged: { s3: 'no', cloudWatchLogs: null },
    };

    expect(applySimulatorResult(bad, given(disagreement({})))).toMatchObject({
      starts: 'unknown',
      logged: { s3: 'no', cloudWatchLogs: null },
    });
    expect(
      applySimulatorResult(
        { ...bad, online: 'no', starts: 'no' },
        given(disagreement(REGISTER)),
      ),
    ).toMatchObject({ online: 'no', starts: 'no' });
  });

  it('lowers the verdicts of each kind of node', () => {
    const verdicts = {
      online: 'yes',
      starts: 'yes',
      logged: { s3: 'yes', cloudWatchLogs: 'yes' },
    } as const;
    const both: Readiness = {
      ...ready,
      byNodeKind: { ec2: verdicts, hybrid: { ...verdicts, starts: 'no' } },
    };

    expect(
      applySimulatorResult(both, given(disagreement(REGISTER))).byNodeKind,
    ).toMatchObject({
      ec2: { online: 'unknown', starts: 'unknown' },
      hybrid: { online: 'unknown', starts: 'no' },
    });
  });

  it('does not change the readiness of a role with another purpose', () => {
    const other: Readiness = {
      ...ready,
      purpose: { label: 'ECS tasks', principals: [] },
    };

    expect(applySimulatorResult(other, given(disagreement(REGISTER)))).toBe(
      other,
    );
  });

  it('names the administrator of the organization if the organization denies the call', () => {
    const { problems } = applySimulatorResult(
      ready,
      given(disagreement({ deniedBy: 'organization' })),
    );

    expect(problems[0].repair).toMatchObject({
      kind: 'advice',
      text: expect.stringMatching(/a service control policy .* must allow it/),
    });
  });

  it('ignores calls that the simulator allows and the prediction denies', () => {
    const refused = predict(input(allow('ssm:*')));

    expect(
      applySimulatorResult(
        refused,
        given(disagreement({ predicted: 'denied', simulated: 'allowed' })),
      ),
    ).toBe(refused);
  });

  it('does not change the readiness without a result', () => {
    const fault = {
      kind: 'refused',
      code: 'x',
      message: '',
      hint: '',
    } as const;

    expect(applySimulatorResult(ready, { status: 'none', fault })).toBe(ready);
  });
});
