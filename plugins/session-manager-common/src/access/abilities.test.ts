import { permissionsPolicy } from '../policy/permissionsPolicy';
import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { resolveRoleSpec } from '../spec/resolveRoleSpec';
import { abilitiesOf } from './abilities';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1';
const policy = permissionsPolicy(
  resolveRoleSpec(
    {
      roleName: 'web',
      policyStyle: 'least-privilege',
      kmsKeyArn: KEY,
      s3: { bucket: 'corp-logs', prefix: 'web' },
      cloudWatchLogs: { logGroup: '/ssm/sessions' },
    },
    { accountId: '111122223333', partition: 'aws' },
  ),
);
const of = (...Statement: PolicyStatement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const everything = of({ Effect: 'Allow', Action: '*', Resource: '*' });

describe('abilitiesOf', () => {
  it('names what the policies name', () => {
    expect(abilitiesOf([policy])).toEqual({
      shell: 'yes',
      s3: [{ resource: 'corp-logs/web/*', ability: 'yes' }],
      cloudWatchLogs: [{ resource: '/ssm/sessions', ability: 'yes' }],
      kmsDecrypt: [{ resource: KEY, ability: 'yes' }],
    });
  });

  it('is everything for an administrator, and nothing for no policy', () => {
    const all = [{ resource: '*', ability: 'yes' }];
    expect(abilitiesOf([everything])).toEqual({
      shell: 'yes',
      s3: all,
      cloudWatchLogs: all,
      kmsDecrypt: all,
    });
    expect(abilitiesOf([])).toEqual({
      shell: 'no',
      s3: [],
      cloudWatchLogs: [],
      kmsDecrypt: [],
    });
  });

  it('takes away what is denied', () => {
    const denied = of({
      Effect: 'Deny',
      Action: ['ssmmessages:Open*', 's3:PutObject'],
      Resource: '*',
    });
    expect(abilitiesOf([everything, denied])).toMatchObject({
      shell: 'no',
      s3: [],
    });
  });

  it('does not know where a condition or a part of a resource decides', () => {
    const conditioned = of({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    });
    const partly = of({
      Effect: 'Deny',
      Action: 's3:*',
      Resource: 'arn:aws:s3:::corp-logs/secret/*',
    });
    expect(abilitiesOf([conditioned]).shell).toBe('unknown');
    expect(abilitiesOf([everything, partly]).s3).toEqual([
      { resource: '*', ability: 'unknown' },
    ]);
  });

  it('keeps within the permissions boundary', () => {
    const boundary = of({
      Effect: 'Allow',
      Action: ['ssm:*', 'ssmmessages:*'],
      Resource: '*',
    });
    expect(abilitiesOf([everything], boundary)).toEqual({
      shell: 'yes',
      s3: [],
      cloudWatchLogs: [],
      kmsDecrypt: [],
    });
  });

  it('reads NotAction and NotResource', () => {
    const butKms = of({ Effect: 'Allow', NotAction: 'kms:*', Resource: '*' });
    const butOne = of({
      Effect: 'Deny',
      Action: 's3:*',
      NotResource: 'arn:aws:s3:::corp-logs/*',
    });
    expect(abilitiesOf([butKms, butOne])).toMatchObject({
      kmsDecrypt: [],
      s3: [{ resource: '*', ability: 'unknown' }],
    });
  });
});
