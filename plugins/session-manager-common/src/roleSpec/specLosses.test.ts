import { resolveRoleSpec } from './resolveRoleSpec';
import { RoleSpec } from './roleSpec';
import { specLosses } from './specLosses';

const ACCOUNT = { accountId: '111122223333', partition: 'aws' };
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

const FULL: RoleSpec = {
  roleName: 'web',
  kmsKeyArn: KEY,
  s3: { bucket: 'corp-logs', prefix: 'web', kmsKeyArn: KEY },
  cloudWatchLogs: { logGroup: '/ssm/sessions' },
  permissionsBoundaryArn: BOUNDARY,
  roleTags: { team: 'shop' },
  policyTags: { reviewed: 'true' },
};

const lossesOf = (next: Partial<RoleSpec>, last = FULL, account = {}) =>
  specLosses(resolveRoleSpec(last, ACCOUNT), { ...FULL, ...next }, account).map(
    ({ field, value }) => [field, value],
  );

describe('specLosses', () => {
  it('is empty for the same spec, and for more', () => {
    expect(lossesOf({})).toEqual([]);
    expect(lossesOf({}, { roleName: 'web' })).toEqual([]);
  });

  it.each<[string, Partial<RoleSpec>, string[][]]>([
    ['logs to S3', { s3: undefined }, [['s3', 'corp-logs/web']]],
    [
      'logs to CloudWatch Logs',
      { cloudWatchLogs: undefined },
      [['cloudWatchLogs', '/ssm/sessions']],
    ],
    ['the session key', { kmsKeyArn: undefined }, [['kmsKeyArn', KEY]]],
    [
      'the key of the bucket',
      { s3: { bucket: 'corp-logs', prefix: 'web' } },
      [['s3.kmsKeyArn', KEY]],
    ],
    [
      'the permissions boundary',
      { permissionsBoundaryArn: undefined },
      [['permissionsBoundaryArn', BOUNDARY]],
    ],
    ['the kind of node', { target: 'hybrid' }, [['target', 'ec2']]],
    [
      'tags',
      { roleTags: {}, policyTags: undefined },
      [
        ['roleTags.team', 'team = shop'],
        ['policyTags.reviewed', 'reviewed = true'],
      ],
    ],
  ])('names %s', (_, next, losses) => {
    expect(lossesOf(next)).toEqual(losses);
  });

  it('does not name what is replaced', () => {
    expect(
      lossesOf({
        s3: { bucket: 'other-logs' },
        cloudWatchLogs: {},
        kmsKeyArn: `${KEY}2`,
        roleTags: { Team: 'other' },
      }),
    ).toEqual([]);
  });

  it('does not name what the account sets itself', () => {
    expect(
      lossesOf({ roleTags: {}, permissionsBoundaryArn: undefined }, FULL, {
        tags: { team: 'shop' },
        permissionsBoundaryArn: BOUNDARY,
      }),
    ).toEqual([]);
  });
});
