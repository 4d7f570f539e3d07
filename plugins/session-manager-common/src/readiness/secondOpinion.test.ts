import { PolicyDocument } from '../policy/PolicyDocument';
import { Disagreement, SecondOpinion } from './SecondOpinion';
import { FOR_NODES, trusting } from './__testUtils__/sessions';
import { askedCalls } from './askedCalls';
import { heedSecondOpinion } from './heedSecondOpinion';
import { predict, PredictionInput } from './predict';
import { parsePreferences } from './preferences';
import { Readiness } from './Readiness';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/session';
const BUCKET_KEY = 'arn:aws:kms:us-east-1:777788889999:key/bucket';

const allow = (...actions: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: actions, Resource: '*' },
});

/** Logs to another account's bucket and a log group, with a session key. */
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

describe('the calls that a prediction rests on', () => {
  it('are those of every stage, each once, in the agent’s order', () => {
    expect(
      askedCalls(input()).map(({ stage, action }) => `${stage} ${action}`),
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

  it('are no more than the preferences ask for', () => {
    const calls = askedCalls({
      ...input(),
      preferences: parsePreferences({}),
    });

    expect(calls.map(({ action }) => action.split(':')[0])).toEqual([
      'ssm',
      ...Array(4).fill('ssmmessages'),
    ]);
  });

  it('are of the node and the session that are asked about', () => {
    const resources = (more: Partial<PredictionInput>) =>
      askedCalls({ ...input(), ...more }).map(({ resource }) => resource);
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
    // A port session takes no key.
    expect(resources({})).toContain(KEY);
    expect(resources({ sessionType: 'Port' })).not.toContain(KEY);
  });

  it('are none that need no permission', () => {
    const { facts, ...rest } = input();
    const calls = askedCalls({
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

  it('tell whose the resource is, and the role’s own side of it', () => {
    const calls = askedCalls(input(allow('s3:PutObject')));
    const of = (wanted: string) =>
      calls.find(({ action }) => action === wanted);

    expect(of('s3:PutObject')).toMatchObject({
      isForeign: true,
      roleSide: 'allowed',
    });
    // The bucket's policy lets everyone do it; the role's does not.
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

  it('tell the condition keys that are sure, and those that are not there', () => {
    const calls = askedCalls(input());
    const of = (wanted: string) =>
      calls.find(({ action }) => action === wanted);

    expect(of('ssmmessages:OpenDataChannel')?.context).toMatchObject({
      'aws:requestedregion': ['us-east-1'],
      'aws:securetransport': ['true'],
    });
    expect(of('kms:Decrypt')?.absentKeys).toEqual(
      expect.arrayContaining(['kms:viaservice', 'aws:calledvia*']),
    );
    // It is there with a value that nobody knows, or may be there.
    for (const key of ['aws:useragent', 'aws:multifactorauthpresent']) {
      expect(of('kms:Decrypt')?.context).not.toHaveProperty([key]);
      expect(of('kms:Decrypt')?.absentKeys).not.toContain(key);
    }
    expect(of('kms:GenerateDataKey')?.context).toMatchObject({
      'kms:viaservice': ['s3.us-east-1.amazonaws.com'],
      'kms:calleraccount': ['111122223333'],
    });
    // Where the bucket is, nobody told.
    const { facts, ...rest } = input();
    const unread = askedCalls({
      ...rest,
      facts: { ...facts, bucket: undefined },
    });
    expect(
      unread.find(({ action }) => action === 's3:PutObject')?.context,
    ).not.toHaveProperty(['aws:requestedregion']);
    // What differs from instance to instance is not sure.
    expect(of('kms:Decrypt')?.context).not.toHaveProperty(
      'ec2:sourceinstancearn',
    );
  });
});

describe('a second opinion', () => {
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

  const given = (...disagreements: Disagreement[]): SecondOpinion => ({
    status: 'given',
    compared: 14,
    disagreements,
    undecided: 0,
  });

  const LOG = { stage: 'log' } as const;

  it('is of a session that starts and is logged', () => {
    expect(ready).toMatchObject({
      starts: 'yes',
      logged: { s3: 'yes', cloudWatchLogs: 'yes' },
      problems: [],
    });
  });

  it.each<[string, Partial<Disagreement>, object]>([
    [
      'getting online takes all of it back',
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
      'the start takes back the start and the logs',
      {},
      {
        online: 'yes',
        starts: 'unknown',
        logged: { s3: 'unknown', cloudWatchLogs: 'unknown' },
      },
    ],
    [
      'the bucket’s key takes back the log in the bucket',
      {
        ...LOG,
        code: 's3-key-generate-denied',
        action: 'kms:GenerateDataKey',
      },
      { starts: 'yes', logged: { s3: 'unknown', cloudWatchLogs: 'yes' } },
    ],
    [
      'log events takes back the log in CloudWatch Logs',
      { ...LOG, code: 'cw-put-events-denied', action: 'logs:PutLogEvents' },
      { starts: 'yes', logged: { s3: 'yes', cloudWatchLogs: 'unknown' } },
    ],
    [
      'what no log needs takes nothing back',
      {
        ...LOG,
        code: 'cw-describe-streams-denied',
        action: 'logs:DescribeLogStreams',
      },
      { starts: 'yes', logged: { s3: 'yes', cloudWatchLogs: 'yes' } },
    ],
  ])('that denies %s', (_, more, expected) => {
    const doubt = disagreement(more);

    const heeded = heedSecondOpinion(ready, given(doubt));

    expect(heeded).toMatchObject(expected);
    expect(heeded.problems).toMatchObject([
      {
        code: doubt.code,
        severity: 'unknown',
        action: doubt.action,
        decisive: [],
        repair: { sentences: [{ values: { action: doubt.action } }] },
      },
    ]);
  });

  const LOOK = {
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
      Parameters<typeof heedSecondOpinion>[2],
      object,
    ]
  >([
    [
      'the look at log groups takes back a log that is streamed',
      LOOK,
      { streams: true },
      { logged: { s3: 'yes', cloudWatchLogs: 'unknown' } },
    ],
    [
      'the look at log groups takes back a log that may be streamed',
      LOOK,
      undefined,
      { logged: { s3: 'yes', cloudWatchLogs: 'unknown' } },
    ],
    [
      'the look at log groups takes back no log that is sent at the end',
      LOOK,
      { streams: false },
      { logged: { s3: 'yes', cloudWatchLogs: 'yes' } },
    ],
    [
      'registration takes all of it back on EC2',
      REGISTER,
      { target: 'ec2' },
      {
        online: 'unknown',
        starts: 'unknown',
        logged: { s3: 'unknown', cloudWatchLogs: 'unknown' },
      },
    ],
    [
      'registration takes nothing back on another machine',
      REGISTER,
      { target: 'hybrid' },
      {
        online: 'yes',
        starts: 'yes',
        logged: { s3: 'yes', cloudWatchLogs: 'yes' },
      },
    ],
  ])('that denies %s', (_, more, of, expected) => {
    const doubt = disagreement(more);

    const heeded = heedSecondOpinion(ready, given(doubt), of);

    expect(heeded).toMatchObject(expected);
    expect(heeded.problems).toMatchObject([
      {
        code: doubt.code,
        severity: 'unknown',
        action: doubt.action,
        decisive: [],
        repair: { sentences: [{ values: { action: doubt.action } }] },
      },
    ]);
  });

  it('that doubts the start makes nothing better that is surely bad or not asked for', () => {
    const bad: Readiness = {
      ...ready,
      logged: { s3: 'no', cloudWatchLogs: null },
    };

    expect(heedSecondOpinion(bad, given(disagreement({})))).toMatchObject({
      starts: 'unknown',
      logged: { s3: 'no', cloudWatchLogs: null },
    });
    expect(
      heedSecondOpinion(
        { ...bad, online: 'no', starts: 'no' },
        given(disagreement(REGISTER)),
      ),
    ).toMatchObject({ online: 'no', starts: 'no' });
  });

  it('doubts what is told of each kind of node', () => {
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
      heedSecondOpinion(both, given(disagreement(REGISTER))).byNodeKind,
    ).toMatchObject({
      ec2: { online: 'unknown', starts: 'unknown' },
      hybrid: { online: 'unknown', starts: 'no' },
    });
  });

  it('says nothing of a role that is for something else', () => {
    const other: Readiness = {
      ...ready,
      purpose: { label: 'ECS tasks', principals: [] },
    };

    expect(heedSecondOpinion(other, given(disagreement(REGISTER)))).toBe(other);
  });

  it('that names the organization says who can change it', () => {
    const { problems } = heedSecondOpinion(
      ready,
      given(disagreement({ deniedBy: 'organization' })),
    );

    expect(problems[0].repair).toMatchObject({
      kind: 'advice',
      text: expect.stringMatching(/a service control policy .* must allow it/),
    });
  });

  it('that allows what is predicted to be refused changes nothing', () => {
    const refused = predict(input(allow('ssm:*')));

    expect(
      heedSecondOpinion(
        refused,
        given(disagreement({ predicted: 'denied', simulated: 'allowed' })),
      ),
    ).toBe(refused);
  });

  it('that is not given changes nothing', () => {
    const fault = {
      kind: 'refused',
      code: 'x',
      message: '',
      hint: '',
    } as const;

    expect(heedSecondOpinion(ready, { status: 'none', fault })).toBe(ready);
  });
});
