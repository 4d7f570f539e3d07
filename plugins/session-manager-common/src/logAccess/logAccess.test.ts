import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { RoleSpec } from '../roleSpec/roleSpec';
import { logAccess } from './logAccess';
import {
  describeStatementChange,
  describeStatementDone,
  StatementChange,
} from './StatementChange';

const OWNER = '444455556666';
const KEY = `arn:aws:kms:eu-west-1:${OWNER}:key/1234abcd`;

const specOf = (s3: RoleSpec['s3']) =>
  resolveRoleSpec(
    { roleName: 'web', path: '/team/', s3 },
    { accountId: '111122223333', partition: 'aws' },
  );

describe('logAccess', () => {
  const bucket = 'corp-logs';

  it('returns the statements for the bucket and for its key', () => {
    const access = logAccess(
      specOf({ bucket, bucketOwner: OWNER, kmsKeyArn: KEY }),
    );

    expect(access).toMatchObject({
      bucketArn: 'arn:aws:s3:::corp-logs',
      bucketPolicy: {
        roleArn: 'arn:aws:iam::111122223333:role/team/web',
        wanted: [
          { Action: ['s3:PutObject', 's3:PutObjectAcl'] },
          { Action: 's3:GetEncryptionConfiguration' },
        ],
      },
      keyArn: KEY,
      keyPolicy: { wanted: [{ Action: 'kms:GenerateDataKey' }] },
    });
    expect(access?.bucketPolicy.sids).toEqual(
      access?.bucketPolicy.wanted.map(({ Sid }) => Sid),
    );
  });

  it('lists the Sids of statements that are no longer wanted', () => {
    const spec = specOf({ bucket, bucketOwner: OWNER, kmsKeyArn: KEY });

    const unchecked = logAccess({ ...spec, checkEncryption: false });
    const revoked = logAccess(spec, true);

    expect(unchecked?.bucketPolicy.wanted).toHaveLength(1);
    expect(unchecked?.bucketPolicy.sids).toHaveLength(2);
    expect(revoked).toMatchObject({
      bucketPolicy: { wanted: [], sids: unchecked?.bucketPolicy.sids },
      keyPolicy: { wanted: [], sids: [expect.any(String)] },
    });
  });

  it('has no key if the bucket has no key of its own', () => {
    const access = logAccess(specOf({ bucket, bucketOwner: OWNER }));

    expect(access).not.toHaveProperty('keyArn');
    expect(access).not.toHaveProperty('keyPolicy');
  });

  it('is undefined if the bucket belongs to the role’s account', () => {
    expect(logAccess(specOf({ bucket }))).toBeUndefined();
    expect(
      logAccess(specOf({ bucket, bucketOwner: '111122223333' })),
    ).toBeUndefined();
  });
});

it.each<[StatementChange['kind'], StatementChange['resource'], string]>([
  [
    'create',
    'bucket-policy-statement',
    'Add statement SessionLogs1 to the policy of bucket corp-logs',
  ],
  [
    'update',
    'key-policy-statement',
    'Change statement SessionLogs1 in the policy of key 1234abcd',
  ],
  [
    'delete',
    'bucket-policy-statement',
    'Remove statement SessionLogs1 from the policy of bucket corp-logs',
  ],
])('describes %s in a %s', (kind, resource, words) => {
  const arn =
    resource === 'key-policy-statement' ? KEY : 'arn:aws:s3:::corp-logs';
  const change = { kind, resource, name: 'SessionLogs1', arn };

  expect(describeStatementChange(change)).toBe(words);
  expect(describeStatementDone(change)).toMatch(/^(Added|Changed|Removed) /);
});
