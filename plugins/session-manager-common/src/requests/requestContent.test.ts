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

describe('the hash of what is asked for', () => {
  it('depends on the spec and on how far it may go', () => {
    const asked = content({});
    const hashes = [
      asked,
      { ...asked, adopt: true },
      { ...asked, exclusive: true },
      content({ roleName: 'worker' }),
    ].map(requestHash);
    expect(new Set(hashes).size).toBe(4);
    expect(requestHash(content({}))).toBe(hashes[0]);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the parts of a request', () => {
  const kinds = (parts: Parameters<typeof specWith>[0]) =>
    requestParts(specWith(parts)).map(({ kind }) => kind);

  it('are the role alone where nobody else has to do anything', () => {
    expect(kinds({})).toStrictEqual(['role']);
    expect(kinds(ownBucket)).toStrictEqual(['role']);
  });

  it('are what the owner of the bucket and its key must allow, too', () => {
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

describe('what is wider than least privilege', () => {
  it('is nothing in that style', () => {
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

  it('names each action with what it would have to be', () => {
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
    // These are as narrow as they can be.
    expect(actions).not.toContain('s3:PutObject');
    expect(actions).not.toContain('ssmmessages:CreateDataChannel');
  });
});
