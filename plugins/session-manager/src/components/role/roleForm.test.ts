import { roleFormData, roleOfForm } from './roleForm';

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

describe('a form as a role spec', () => {
  const spec = {
    roleName: 'web',
    accountId: '111122223333',
    kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1',
    roleTags: { stage: 'test' },
    s3: { bucket: 'corp-logs', prefix: 'web', bucketOwner: '444455556666' },
    cloudWatchLogs: {},
    entityRef: 'component:default/web',
  };

  it.each([
    ['with logs', spec],
    ['without logs', { ...spec, s3: undefined, cloudWatchLogs: undefined }],
    ['with logs in S3 only', { ...spec, cloudWatchLogs: undefined }],
  ])('equals the spec that filled it in, %s', (_, authored) => {
    expect(
      roleOfForm(roleFormData(authored, { adopt: true }), { hasLogs: true }),
    ).toEqual({ spec: authored, adopt: true });
  });

  it('has no logs if the form turns them off', () => {
    expect(
      roleOfForm(
        { roleName: 'web', entityRef: spec.entityRef },
        { hasLogs: false },
      ),
    ).toEqual({ spec: { roleName: 'web', entityRef: spec.entityRef } });
  });

  it.each([
    [{ roleName: 'web' }],
    [{ entityRef: spec.entityRef }],
    [{ roleName: 'web', entityRef: spec.entityRef }],
  ])('is undefined while only %j is filled in', form => {
    expect(roleOfForm(form, { hasLogs: true })).toBeUndefined();
  });
});
