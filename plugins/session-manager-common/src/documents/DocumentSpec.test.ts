import { DocumentSpec, partitionOf } from './DocumentSpec';
import { bucketPolicyStatements, keyPolicyStatements } from './ownerStatements';

const key = (partition: string, account = '444455556666') =>
  `arn:${partition}:kms:us-east-1:${account}:key/1`;

describe('the partition of a spec', () => {
  it.each<[string, Omit<DocumentSpec, 'roleName'>, string]>([
    ['is aws by default', {}, 'aws'],
    [
      'is the explicit one first',
      { partition: 'aws-cn', kmsKeyArn: key('aws') },
      'aws-cn',
    ],
    ['is that of the session key', { kmsKeyArn: key('aws-cn') }, 'aws-cn'],
    [
      'is that of the bucket key',
      { s3: { bucket: 'logs', kmsKeyArn: key('aws-cn') } },
      'aws-cn',
    ],
    [
      'is that of the log group key',
      { cloudWatchLogs: { kmsKeyArn: key('aws-us-gov') } },
      'aws-us-gov',
    ],
    [
      'is that of the session key before other keys',
      {
        kmsKeyArn: key('aws-cn'),
        s3: { bucket: 'logs', kmsKeyArn: key('aws') },
        cloudWatchLogs: { kmsKeyArn: key('aws-us-gov') },
      },
      'aws-cn',
    ],
    ['is aws if an ARN is invalid', { kmsKeyArn: 'alias/a' }, 'aws'],
  ])('%s', (_, spec, partition) => {
    expect(partitionOf({ roleName: 'web', ...spec })).toBe(partition);
  });
});

describe('the statements for the owner of another account’s bucket', () => {
  const s3 = { bucket: 'logs', bucketOwner: '444455556666' };
  const spec: DocumentSpec = { roleName: 'web', accountId: '111122223333' };

  it('are empty for a key of the role’s own account', () => {
    const of = (account: string) =>
      keyPolicyStatements({
        ...spec,
        s3: { ...s3, kmsKeyArn: key('aws', account) },
      });
    expect(of('111122223333')).toEqual([]);
    expect(of('444455556666')).toHaveLength(1);
  });

  it('name the role, and therefore require its account', () => {
    expect(() => bucketPolicyStatements({ roleName: 'web', s3 })).toThrow(
      'accountId: is needed',
    );
  });
});
