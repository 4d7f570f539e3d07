import { roleFormData } from 'backstage-plugin-session-manager-common';
import { roleOfForm } from './roleForm';

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
