import { PreferencesReading } from './PreferencesReading';
import { allow, FOR_NODES, policy } from './__testUtils__/sessions';
import { parsePreferences } from './preferences';
import { readinessOf } from './readinessOf';

const document = { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' };
const unread: PreferencesReading = {
  document,
  status: 'unknown',
  fault: {
    kind: 'refused',
    code: 'AccessDenied',
    message: 'Nobody may.',
    hint: 'Allow ssm:GetDocument.',
  },
};

const tell = (preferences: PreferencesReading, action = '*') =>
  readinessOf({
    role: {
      ...FOR_NODES,
      arn: 'arn:aws:iam::111122223333:role/web',
      policies: [
        {
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: action, Resource: '*' },
        },
      ],
    },
    preferences,
    facts: { region: 'us-east-1', target: 'ec2' },
  });

describe('the readiness under preferences', () => {
  it.each(['found', 'absent'] as const)(
    'that are %s is told by them',
    status => {
      expect(
        tell({ document, status, preferences: parsePreferences({}) }),
      ).toEqual({
        online: 'yes',
        starts: 'yes',
        logged: { s3: null, cloudWatchLogs: null },
        problems: [],
      });
    },
  );

  it('that were not read is known as far as no preference matters', () => {
    expect(tell(unread)).toMatchObject({
      online: 'yes',
      starts: 'unknown',
      logged: { s3: 'unknown', cloudWatchLogs: 'unknown' },
      problems: [
        {
          code: 'preferences-unknown',
          stage: 'start',
          severity: 'unknown',
          repair: { kind: 'advice', text: 'Allow ssm:GetDocument.' },
        },
      ],
    });
  });

  it.each([
    ['refused', 'The portal may not read the preferences.'],
    ['unreachable', 'Nobody may.'],
  ] as const)('that were not read says why: %s', (kind, reason) => {
    const { problems } = tell({ ...unread, fault: { ...unread.fault, kind } });

    expect(problems.map(({ repair }) => repair)).toMatchObject([
      {
        sentences: [
          {
            id: 'settle-fact',
            values: { reason, settle: 'Allow ssm:GetDocument.' },
          },
        ],
      },
    ]);
  });

  it('that were not read is told of each kind of node', () => {
    const of = (resource: string) =>
      readinessOf({
        role: {
          ...FOR_NODES,
          arn: 'arn:aws:iam::111122223333:role/web',
          policies: [
            policy(
              allow('ssm:UpdateInstanceInformation', resource),
              allow('ssmmessages:*'),
            ),
          ],
        },
        preferences: unread,
        facts: { region: 'us-east-1' },
      }).byNodeKind;
    const open = { s3: 'unknown', cloudWatchLogs: 'unknown' };

    expect(of('arn:aws:ssm:*:*:managed-instance/*')).toEqual({
      ec2: {
        online: 'no',
        starts: 'no',
        logged: { s3: null, cloudWatchLogs: null },
      },
      hybrid: { online: 'yes', starts: 'unknown', logged: open },
    });
    expect(of('*')).toBeUndefined();
  });

  it('that were not read is "no" where no session starts whatever they are', () => {
    expect(tell(unread, 'ssm:*')).toMatchObject({
      online: 'no',
      starts: 'no',
      logged: { s3: null, cloudWatchLogs: null },
    });
  });
});
