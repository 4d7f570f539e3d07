import { requestHash } from './RequestContent';
import { requestParts } from './requestParts';
import { widerThanLeastPrivilege } from './widerThanLeastPrivilege';
import { specWith } from './__testUtils__/requests';

const ownBucket = { s3: { bucket: 'corp-logs' } };
const theirBucket = {
  s3: { bucket: 'corp-logs', bucketOwner: '444455556666' },
};
const content = (parts: Parameters<typeof specWith>[0]) => ({
  spec: specWith(parts),
  adopt: false,
  exclusive: false,
});

describe('requestHash', () => {
  it('depends on the spec and on the options', () => {
    const request = content({});
    const hashes = [
      request,
      { ...request, adopt: true },
      { ...request, exclusive: true },
      content({ roleName: 'worker' }),
    ].map(requestHash);
    expect(new Set(hashes).size).toBe(4);
    expect(requestHash(content({}))).toBe(hashes[0]);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('requestParts', () => {
  const kinds = (parts: Parameters<typeof specWith>[0]) =>
    requestParts(specWith(parts)).map(({ kind }) => kind);

  it('returns the role alone if no other account is involved', () => {
    expect(kinds({})).toStrictEqual(['role']);
    expect(kinds(ownBucket)).toStrictEqual(['role']);
  });

  it('includes what the owner of the bucket and its key must allow', () => {
    const kmsKeyArn = 'arn:aws:kms:us-east-1:444455556666:key/1';
    expect(kinds(theirBucket)).toStrictEqual(['role', 'bucket-policy']);
    expect(
      requestParts(specWith({ s3: { ...theirBucket.s3, kmsKeyArn } })),
    ).toStrictEqual([
      {
        kind: 'role',
        accountId: '111122223333',
        resource: 'arn:aws:iam::111122223333:role/web',
      },
      {
        kind: 'bucket-policy',
        accountId: '444455556666',
        resource: 'corp-logs',
      },
      { kind: 'key-policy', accountId: '444455556666', resource: kmsKeyArn },
    ]);
  });
});

describe('widerThanLeastPrivilege', () => {
  it('is empty for the style least-privilege', () => {
    expect(
      widerThanLeastPrivilege(
        specWith({
          policyStyle: 'least-privilege',
          ...ownBucket,
          cloudWatchLogs: { logGroup: '/ssm' },
        }),
      ),
    ).toEqual([]);
  });

  it('returns each action with the narrowest resources', () => {
    const wider = widerThanLeastPrivilege(
      specWith({ ...ownBucket, cloudWatchLogs: { logGroup: '/ssm' } }),
    );
    expect(wider).toContainEqual({
      action: 'logs:PutLogEvents',
      resource: '*',
      narrowest: ['arn:aws:logs:*:111122223333:log-group:/ssm:*'],
    });
    expect(wider).toContainEqual({
      action: 's3:GetEncryptionConfiguration',
      resource: '*',
      narrowest: ['arn:aws:s3:::corp-logs'],
    });
    const actions = wider.map(({ action }) => action);
    // These are already as narrow as possible.
    expect(actions).not.toContain('s3:PutObject');
    expect(actions).not.toContain('ssmmessages:CreateDataChannel');
  });
});
