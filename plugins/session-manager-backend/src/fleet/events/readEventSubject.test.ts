import { ACCOUNT } from '../__testUtils__/predictedRole';
import { cloudTrailEvent } from './__testUtils__/cloudTrailEvent';
import { CLOUDTRAIL_EVENTS } from './cloudTrailEvents';
import { EventSubject } from './EventSubject';
import { readEventSubject } from './readEventSubject';

const OTHER = '444455556666';
const accountId = ACCOUNT;
const region = 'us-east-1';
const roleName = 'payments';
const policyArn = `arn:aws:iam::${ACCOUNT}:policy/team/payments`;
const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
const keyArn = `arn:aws:kms:us-west-2:${ACCOUNT}:key/${KEY}`;
const PREFERENCES = 'SSM-SessionManagerRunShell';

const role: EventSubject = {
  what: 'role',
  accountId,
  roleName,
  mayBeNew: false,
};
const newRole: EventSubject = { ...role, mayBeNew: true };
const policy: EventSubject = { what: 'policy', policyArn };
const profile: EventSubject = {
  what: 'profile',
  accountId,
  profileName: 'Web',
};
const bucket: EventSubject = {
  what: 'environment',
  resource: { kind: 'bucket', name: 'corp-session-logs' },
};
const key: EventSubject = {
  what: 'environment',
  resource: { kind: 'key', name: KEY },
};
const ofRegion: EventSubject = { what: 'environment', accountId, region };
const logGroup: EventSubject = {
  ...ofRegion,
  resource: { kind: 'log-group', name: '/ssm/sessions' },
};
const document: EventSubject = {
  ...ofRegion,
  resource: { kind: 'document', name: PREFERENCES },
};

const s3 = {
  bucketName: 'corp-session-logs',
  Host: 'corp-session-logs.s3.us-east-1.amazonaws.com',
};
const tier = '/ssm/managed-instance/activation-tier';

// The parameters as CloudTrail records them.
const CALLS: Array<
  [
    service: string,
    eventName: string,
    requestParameters: object | null,
    EventSubject,
  ]
> = [
  [
    'iam',
    'CreateRole',
    { roleName, path: '/', assumeRolePolicyDocument: '{}' },
    newRole,
  ],
  [
    'iam',
    'UpdateAssumeRolePolicy',
    { roleName, policyDocument: '{}' },
    newRole,
  ],
  [
    'iam',
    'TagRole',
    { roleName, tags: [{ key: 'team', value: 'web' }] },
    newRole,
  ],
  [
    'iam',
    'AddRoleToInstanceProfile',
    { instanceProfileName: 'web', roleName },
    newRole,
  ],
  [
    'iam',
    'UpdateRole',
    { roleName, description: 'Web', maxSessionDuration: 3600 },
    role,
  ],
  ['iam', 'UpdateRoleDescription', { roleName, description: 'Web' }, role],
  ['iam', 'DeleteRole', { roleName }, role],
  ['iam', 'UntagRole', { roleName, tagKeys: ['team'] }, role],
  ['iam', 'AttachRolePolicy', { roleName, policyArn }, role],
  ['iam', 'DetachRolePolicy', { roleName, policyArn }, role],
  [
    'iam',
    'PutRolePolicy',
    { roleName, policyName: 'logs', policyDocument: '{}' },
    role,
  ],
  ['iam', 'DeleteRolePolicy', { roleName, policyName: 'logs' }, role],
  [
    'iam',
    'PutRolePermissionsBoundary',
    { roleName, permissionsBoundary: policyArn },
    role,
  ],
  ['iam', 'DeleteRolePermissionsBoundary', { roleName }, role],
  [
    'iam',
    'RemoveRoleFromInstanceProfile',
    { instanceProfileName: 'web', roleName },
    role,
  ],
  [
    'iam',
    'CreatePolicyVersion',
    { policyArn, policyDocument: '{}', setAsDefault: true },
    policy,
  ],
  ['iam', 'SetDefaultPolicyVersion', { policyArn, versionId: 'v3' }, policy],
  ['iam', 'DeletePolicyVersion', { policyArn, versionId: 'v1' }, policy],
  ['iam', 'DeletePolicy', { policyArn }, policy],
  ['iam', 'TagPolicy', { policyArn, tags: [] }, policy],
  ['iam', 'UntagPolicy', { policyArn, tagKeys: [] }, policy],
  [
    'iam',
    'TagInstanceProfile',
    { instanceProfileName: 'Web', tags: [{ key: 'team', value: 'web' }] },
    profile,
  ],
  [
    'iam',
    'UntagInstanceProfile',
    { instanceProfileName: 'Web', tagKeys: ['team'] },
    profile,
  ],
  ['s3', 'CreateBucket', s3, bucket],
  ['s3', 'DeleteBucket', s3, bucket],
  [
    's3',
    'PutBucketPolicy',
    { ...s3, policy: '', bucketPolicy: { Statement: [] } },
    bucket,
  ],
  ['s3', 'DeleteBucketPolicy', { ...s3, policy: '' }, bucket],
  [
    's3',
    'PutBucketEncryption',
    { ...s3, encryption: '', ServerSideEncryptionConfiguration: {} },
    bucket,
  ],
  ['s3', 'DeleteBucketEncryption', { ...s3, encryption: '' }, bucket],
  [
    'kms',
    'PutKeyPolicy',
    { keyId: KEY, policyName: 'default', policy: '{}' },
    key,
  ],
  ['kms', 'EnableKey', { keyId: keyArn }, key],
  ['kms', 'DisableKey', { keyId: KEY }, key],
  ['kms', 'ScheduleKeyDeletion', { keyId: KEY, pendingWindowInDays: 20 }, key],
  ['kms', 'CancelKeyDeletion', { keyId: KEY }, key],
  [
    'kms',
    'CreateAlias',
    { aliasName: 'alias/sessions', targetKeyId: KEY },
    ofRegion,
  ],
  [
    'kms',
    'UpdateAlias',
    { aliasName: 'alias/sessions', targetKeyId: keyArn },
    ofRegion,
  ],
  ['kms', 'DeleteAlias', { aliasName: 'alias/sessions' }, ofRegion],
  ['logs', 'CreateLogGroup', { logGroupName: '/ssm/sessions' }, logGroup],
  ['logs', 'DeleteLogGroup', { logGroupName: '/ssm/sessions' }, logGroup],
  [
    'logs',
    'AssociateKmsKey',
    { logGroupName: '/ssm/sessions', kmsKeyId: keyArn },
    logGroup,
  ],
  [
    'logs',
    'DisassociateKmsKey',
    {
      resourceIdentifier: `arn:aws:logs:${region}:${ACCOUNT}:log-group:/ssm/sessions:*`,
    },
    logGroup,
  ],
  [
    'ssm',
    'CreateDocument',
    { name: PREFERENCES, documentType: 'Session', content: '{}' },
    document,
  ],
  [
    'ssm',
    'UpdateDocument',
    { name: PREFERENCES, documentVersion: '$LATEST', content: '{}' },
    document,
  ],
  [
    'ssm',
    'UpdateDocumentDefaultVersion',
    { name: PREFERENCES, documentVersion: '4' },
    document,
  ],
  [
    'ssm',
    'DeleteDocument',
    { name: `arn:aws:ssm:${region}:${ACCOUNT}:document/${PREFERENCES}` },
    document,
  ],
  [
    'ssm',
    'UpdateServiceSetting',
    { settingId: tier, settingValue: 'advanced' },
    ofRegion,
  ],
  ['ssm', 'ResetServiceSetting', { settingId: tier }, ofRegion],
];

describe('an event', () => {
  it.each(CALLS)('of %s:%s names what has changed', (...call) => {
    const [service, eventName, requestParameters, subject] = call;

    expect(
      readEventSubject(cloudTrailEvent(service, eventName, requestParameters)),
    ).toEqual(subject);
  });

  it('is known by an example of each call', () => {
    expect(
      CALLS.map(([service, eventName]) => `${service}:${eventName}`),
    ).toEqual(
      Object.entries(CLOUDTRAIL_EVENTS).flatMap(([service, events]) =>
        Object.keys(events).map(eventName => `${service}:${eventName}`),
      ),
    );
  });

  const event = cloudTrailEvent('iam', 'PutRolePolicy', { roleName });
  const changed = (changes: object, detail: object = {}) => ({
    ...event,
    ...changes,
    detail: { ...event.detail, ...detail },
  });
  const named = (name: unknown) =>
    cloudTrailEvent('iam', 'PutRolePolicy', { roleName: name });

  it.each<[string, unknown]>([
    ['of a call that failed', changed({}, { errorCode: 'AccessDenied' })],
    ['of another source', changed({ source: 'aws.sts' })],
    ['that someone else sends', changed({ source: 'iam' })],
    ['of another service', changed({}, { eventSource: 'sts.amazonaws.com' })],
    [
      'of a service that is called like a property',
      changed({ source: 'aws.constructor' }),
    ],
    [
      'of a call that is called like a property',
      changed({}, { eventName: 'constructor' }),
    ],
    ['of a call that changes nothing', changed({}, { eventName: 'GetRole' })],
    [
      'that is not of a call',
      changed({ 'detail-type': 'AWS Service Event via CloudTrail' }),
    ],
    ['without an account', changed({ account: undefined })],
    ['with an account that is none', changed({ account: '1111222233334' })],
    ['with a region that is none', changed({ region: 'us-mars-1' })],
    ['for another account', changed({}, { recipientAccountId: OTHER })],
    ['without parameters', changed({}, { requestParameters: null })],
    ['without a name', named(undefined)],
    ['with a name of another type', named({ roleName })],
    ['with a name that is none', named('payments\u0000')],
    ['with a name that is too long', named('p'.repeat(65))],
    [
      'of an instance profile with a name that is none',
      cloudTrailEvent('iam', 'TagInstanceProfile', {
        instanceProfileName: 'a/b',
      }),
    ],
    [
      'of a policy of AWS',
      cloudTrailEvent('iam', 'CreatePolicyVersion', {
        policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      }),
    ],
    [
      'of a policy of another account',
      cloudTrailEvent('iam', 'CreatePolicyVersion', {
        policyArn: `arn:aws:iam::${OTHER}:policy/web`,
      }),
    ],
    [
      'of a policy that is too long',
      cloudTrailEvent('iam', 'CreatePolicyVersion', {
        policyArn: policyArn.padEnd(701, 'x'),
      }),
    ],
    [
      'of an alias',
      cloudTrailEvent('kms', 'EnableKey', { keyId: 'alias/sessions' }),
    ],
    ['that is text', JSON.stringify(event)],
    ['that is nothing', null],
  ])('%s is ignored', (_, payload) => {
    expect(readEventSubject(payload)).toBeUndefined();
  });

  it('is read in linear time', () => {
    const long = 'a:/'.repeat(1_000_000);
    const started = performance.now();
    for (const payload of [
      named(long),
      cloudTrailEvent('ssm', 'UpdateDocument', { name: `arn:${long}` }),
      cloudTrailEvent('logs', 'AssociateKmsKey', { resourceIdentifier: long }),
      cloudTrailEvent('kms', 'EnableKey', { keyId: `key/${long}` }),
      changed({ region: long }),
    ]) {
      expect(readEventSubject(payload)).toBeUndefined();
    }
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
