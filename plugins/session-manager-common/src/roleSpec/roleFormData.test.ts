import { roleFormData } from './roleFormData';

describe('a role spec in a form', () => {
  it('has the fields of the template', () => {
    expect(
      roleFormData(
        {
          roleName: 'web',
          kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1',
          s3: { bucket: 'corp-logs', prefix: 'web', kmsKeyArn: 'arn:key' },
          cloudWatchLogs: { logGroup: '/ssm' },
          entityRef: 'component:default/web',
        },
        { adopt: true },
      ),
    ).toEqual({
      roleName: 'web',
      kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1',
      entityRef: 'component:default/web',
      logToS3: true,
      bucket: 'corp-logs',
      prefix: 'web',
      bucketKmsKeyArn: 'arn:key',
      logToCloudWatch: true,
      logGroup: '/ssm',
      adopt: true,
    });
  });

  it('turns both kinds of logs off if the spec has none', () => {
    expect(roleFormData({ roleName: 'web' })).toEqual({
      roleName: 'web',
      logToS3: false,
      logToCloudWatch: false,
    });
  });
});
