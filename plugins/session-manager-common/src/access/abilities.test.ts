import { permissionsPolicy } from '../policy/permissionsPolicy';
import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { resolveRoleSpec } from '../spec/resolveRoleSpec';
import { abilitiesOf } from './abilities';

const ROLE = 'arn:aws:iam::111122223333:role/web';
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
    expect(abilitiesOf([policy], undefined, ROLE)).toEqual({
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

  it.each<[string, string | string[], string]>([
    // A public Terraform file: it looks wide, and no session starts on it.
    ['instances', 'arn:aws:ec2:*:*:instance/*', 'no'],
    ['one channel', 'arn:aws:ssmmessages:*:*:control-channel/i-1', 'no'],
    ['nodes only', ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ssm:*:*:*'], 'no'],
    ['channels only', 'arn:aws:ssmmessages:*:*:*', 'no'],
    [
      'channels and instances',
      ['arn:aws:ssmmessages:*:*:*', 'arn:aws:ec2:*:*:instance/*'],
      'yes',
    ],
    [
      'channels and other machines',
      ['arn:*:ssmmessages:*', 'arn:aws:ssm:*:*:managed-instance/*'],
      'yes',
    ],
    ['everything of AWS', 'arn:aws:*', 'yes'],
    ['every ARN', 'arn:*', 'yes'],
    [
      'one region',
      ['arn:aws:ssmmessages:us-east-1:*:*', 'arn:aws:ec2:*:*:instance/*'],
      'unknown',
    ],
    [
      'its own account',
      ['arn:aws:ssmmessages:*:*:*', 'arn:aws:ec2:*:111122223333:instance/*'],
      'yes',
    ],
    [
      'another account',
      ['arn:aws:ssmmessages:*:*:*', 'arn:aws:ec2:*:444455556666:instance/*'],
      'no',
    ],
    [
      'another partition',
      ['arn:aws-cn:ssmmessages:*:*:*', 'arn:aws:ec2:*:*:instance/*'],
      'no',
    ],
    [
      'one instance',
      ['arn:aws:ssmmessages:*:*:*', 'arn:aws:ec2:*:*:instance/i-1'],
      'unknown',
    ],
  ])('has a shell by what the calls are about: %s', (_, Resource, shell) => {
    const wide = of({
      Effect: 'Allow',
      Action: ['ssm:*', 'ssmmessages:*', 'ec2messages:*'],
      Resource,
    });
    expect(abilitiesOf([wide], undefined, ROLE).shell).toBe(shell);
    // Whose account it is, or partition, is not known then.
    expect(['unknown', shell === 'yes' ? 'yes' : 'no']).toContain(
      abilitiesOf([wide]).shell,
    );
  });

  it('does not know what a boundary allows on a condition', () => {
    const conditioned = of({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'web' } },
    });
    expect(abilitiesOf([everything], conditioned)).toEqual({
      shell: 'unknown',
      s3: [{ resource: '*', ability: 'unknown' }],
      cloudWatchLogs: [{ resource: '*', ability: 'unknown' }],
      kmsDecrypt: [{ resource: '*', ability: 'unknown' }],
    });
  });

  it('has nothing of what one of several denied resources is about', () => {
    const denied = of({
      Effect: 'Deny',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::other/*', 'arn:aws:s3:::corp-logs/*'],
    });
    const put = of({
      Effect: 'Allow',
      Action: 's3:PutObject',
      Resource: ['arn:aws:s3:::corp-logs/web/*', 'arn:aws:s3:::corp-logs-2/*'],
    });
    expect(abilitiesOf([put, denied]).s3).toEqual([
      { resource: 'corp-logs-2/*', ability: 'yes' },
    ]);
  });
});
