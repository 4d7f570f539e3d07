import { preferencesInputsSchema } from './preferencesInputs';

const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';

describe('preferencesInputsSchema', () => {
  it.each([
    [{}],
    [{ s3BucketName: '', kmsKeyId: '', cloudWatchLogGroupName: '' }],
    [{ s3BucketName: 'corp-logs', s3KeyPrefix: 'sessions/web' }],
    [{ kmsKeyId: KEY }],
    [{ kmsKeyId: `arn:aws:kms:us-east-1:111122223333:key/${KEY}` }],
    [{ kmsKeyId: 'mrk-1234abcd12ab34cd56ef1234567890ab' }],
    [{ kmsKeyId: 'alias/team/sessions' }],
    [{ kmsKeyId: 'arn:aws-cn:kms:cn-north-1:111122223333:alias/sessions' }],
    [{ idleSessionTimeout: '20', maxSessionDuration: '1440' }],
    [{ idleSessionTimeout: '', maxSessionDuration: '' }],
    [{ shellProfile: { linux: 'cd; exec bash', windows: '' } }],
    [{ runAsEnabled: true, runAsDefaultUser: 'ec2-user' }],
  ])('accepts %j', inputs => {
    expect(preferencesInputsSchema.parse(inputs)).toEqual(inputs);
  });

  it.each([
    ['s3BucketName', 'Corp Logs', 'must be the name of an S3 bucket'],
    ['s3BucketName', '{{ bucket }}', 'must be the name of an S3 bucket'],
    ['s3KeyPrefix', '/web', 'must be folder names'],
    ['s3EncryptionEnabled', 'true', 'Expected boolean'],
    ['cloudWatchLogGroupName', '*', 'must be the name of a log group'],
    ['kmsKeyId', 'alias/*', 'must be the ID, alias or ARN of a KMS key'],
    ['kmsKeyId', 'sessions', 'must be the ID, alias or ARN of a KMS key'],
    ['kmsKeyId', `alias/${'a'.repeat(600)}`, 'at most 512'],
    ['runAsDefaultUser', 'root; reboot', 'must be the name of a user'],
    ['idleSessionTimeout', '61', 'minutes from 1 to 60'],
    ['idleSessionTimeout', '0', 'minutes from 1 to 60'],
    ['maxSessionDuration', '1441', 'minutes from 1 to 1440'],
    ['shellProfile', { linux: '{{ssm:secret}}' }, 'must not contain {{'],
    ['shellProfile', { linux: 'x'.repeat(513) }, 'at most 512'],
    ['shellProfile', { mac: 'zsh' }, 'Unrecognized key'],
    ['s3Bucket', 'corp-logs', 'Unrecognized key'],
  ])('refuses %s: %j', (name, value, message) => {
    const { error } = preferencesInputsSchema.safeParse({ [name]: value });
    expect(error?.issues[0].message).toContain(message);
  });
});
