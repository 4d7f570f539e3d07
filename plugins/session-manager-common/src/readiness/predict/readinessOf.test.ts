import { PreferencesReading } from '../model/PreferencesReading';
import { allow, FOR_NODES, policy } from '../__testUtils__/sessions';
import { parsePreferences } from '../model/preferences';
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

const predictWith = (preferences: PreferencesReading, action = '*') =>
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

describe('readinessOf', () => {
  it.each(['found', 'absent'] as const)(
    'evaluates preferences that are %s',
    status => {
      expect(
        predictWith({ document, status, preferences: parsePreferences({}) }),
      ).toEqual({
        online: 'yes',
        starts: 'yes',
        logged: { s3: null, cloudWatchLogs: null },
        problems: [],
      });
    },
  );

  it('predicts what is independent of the preferences if they were not read', () => {
    expect(predictWith(unread)).toMatchObject({
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
    ['refused', 'The portal is not allowed to read the preferences.'],
    ['unreachable', 'Nobody may.'],
  ] as const)(
    'reports why the preferences were not read: %s',
    (kind, reason) => {
      const { problems } = predictWith({
        ...unread,
        fault: { ...unread.fault, kind },
      });

      expect(problems.map(({ repair }) => repair)).toMatchObject([
        {
          sentences: [
            {
              id: 'unknown-fact',
              values: { reason, remedy: 'Allow ssm:GetDocument.' },
            },
          ],
        },
      ]);
    },
  );

  it('predicts each kind of node if the preferences were not read', () => {
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

  it('is "no" without preferences if no session can start', () => {
    expect(predictWith(unread, 'ssm:*')).toMatchObject({
      online: 'no',
      starts: 'no',
      logged: { s3: null, cloudWatchLogs: null },
    });
  });
});
