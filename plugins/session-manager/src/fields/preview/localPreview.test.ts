import {
  documents,
  parsePreferences,
  previewBasis,
  resolveRoleSpec,
  RoleSpec,
  widerThanLeastPrivilege,
} from 'backstage-plugin-session-manager-common';
import { localPreview } from './localPreview';

const account = {
  accountId: '111122223333',
  partition: 'aws-us-gov',
  allow: { buckets: ['corp-*'] },
};
const basis = previewBasis(
  {
    preferences: {
      document: { name: 'SSM-SessionManagerRunShell', region: 'us-gov-west-1' },
      status: 'absent',
      preferences: parsePreferences({}),
    },
    facts: { region: 'us-gov-west-1', instanceTier: { known: 'advanced' } },
  },
  account,
);

describe('the preview in the browser', () => {
  it.each<RoleSpec>([
    { roleName: 'web' },
    { roleName: 'web', target: 'hybrid', policyStyle: 'least-privilege' },
    { roleName: 'web', s3: { bucket: 'corp-logs' }, cloudWatchLogs: {} },
  ])('equals the portal’s preview if the account is known: %j', spec => {
    const resolved = resolveRoleSpec(spec, account);

    expect(localPreview({ spec }, basis)).toEqual({
      policy: {
        documents: documents(resolved),
        widerThanLeastPrivilege: widerThanLeastPrivilege(resolved),
      },
      readiness: expect.objectContaining({ starts: 'yes' }),
    });
  });

  it('uses the form only if the account is not known', () => {
    const spec = { roleName: 'web', s3: { bucket: 'logs' } };

    expect(localPreview({ spec })).toEqual({
      policy: {
        documents: documents(spec),
        widerThanLeastPrivilege: widerThanLeastPrivilege(spec),
      },
    });
  });

  it('is undefined if the account must be known first', () => {
    expect(
      localPreview({ spec: { roleName: 'web', target: 'hybrid' } }),
    ).toEqual({});
  });

  it.each([
    [{ roleName: 'web*' }, undefined, /^roleName: /],
    [{ roleName: 'web', s3: { bucket: 'my-logs' } }, basis, /^s3\.bucket: /],
  ])('names the invalid field in %j', (spec, known, refusal) => {
    expect(localPreview({ spec }, known)).toEqual({
      refusal: expect.stringMatching(refusal),
    });
  });
});
