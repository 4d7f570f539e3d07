import { disallowedPreferences } from './disallowedPreferences';

const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ARN = `arn:aws:kms:us-east-1:111122223333:key/${KEY}`;
const account = {
  accountId: '111122223333',
  name: 'development',
  partition: 'aws',
  region: 'us-east-1',
  allow: {
    buckets: ['corp-*'],
    kmsKeyArns: [ARN],
    logGroups: ['/ssm/*'],
  },
};

describe('disallowedPreferences', () => {
  it.each([
    ['s3BucketName', 'corp-logs'],
    ['S3BUCKETNAME', 'corp-logs'],
    ['cloudWatchLogGroupName', '/ssm/sessions'],
    ['kmsKeyId', ARN],
    ['kmsKeyId', KEY],
    ['kmsKeyId', `key/${KEY}`],
    ['kmsKeyId', ''],
    ['s3BucketName', undefined],
    ['s3KeyPrefix', 'anything'],
    ['__proto__', 'x'],
    ['constructor', 'x'],
  ])('has nothing against %s: %s', (name, after) => {
    expect(disallowedPreferences([{ name, after }], account)).toEqual([]);
  });

  it.each([
    [
      's3BucketName',
      'theirs',
      '"theirs" is not among what account development allows: corp-*.',
    ],
    ['S3bucketname', 'theirs', '"theirs" is not among'],
    ['\u017f3BucketName', 'theirs', '"theirs" is not among'],
    ['\u212amsKeyId', 'alias/sessions', 'Enter the ARN of the key.'],
    ['cloudWatchLogGroupName', '/x', '"/x" is not among'],
    ['kmsKeyId', ARN.replace('1111', '9999'), 'is not among'],
    ['kmsKeyId', KEY.replace('1', '2'), 'is not among'],
    ['kmsKeyId', 'alias/sessions', 'Enter the ARN of the key.'],
    ['kmsKeyId', ARN.replace(/key.*/, 'alias/sessions'), 'Enter the ARN'],
  ])('refuses %s: %s', (name, after, sentence) => {
    const sentences = disallowedPreferences([{ name, after }], account);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(`${name}: `);
    expect(sentences[0]).toContain(sentence);
  });

  it('allows everything in an account without limits, and nothing by an empty list', () => {
    const changes = [{ name: 's3BucketName', after: 'theirs' }];
    const { allow, ...unlimited } = account;
    expect(disallowedPreferences(changes, unlimited)).toEqual([]);
    expect(
      disallowedPreferences(changes, { ...account, allow: { buckets: [] } }),
    ).toEqual([expect.stringContaining('allows: nothing.')]);
  });
});
