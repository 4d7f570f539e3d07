import { SessionEnvironment } from 'backstage-plugin-session-manager-common';
import { environmentResources, keyId } from './environmentResources';

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER = '9876fedc-12ab-34cd-56ef-1234567890ab';
const arn = (id: string) => `arn:aws:kms:us-east-1:111122223333:key/${id}`;
const document = { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' };

const environment = (
  preferences: object,
  facts: object = {},
): SessionEnvironment => ({
  preferences: {
    document,
    status: 'found',
    preferences: preferences as never,
  },
  facts: { region: 'us-east-1', ...facts },
});

describe('the resources of an environment', () => {
  it('are those that its preferences name, and those that these lead to', () => {
    expect(
      environmentResources(
        environment(
          {
            s3BucketName: 'corp-session-logs',
            cloudWatchLogGroupName: '/ssm/sessions',
            kmsKeyId: 'alias/sessions',
          },
          {
            sessionKeyArn: { known: arn(ID) },
            bucket: { known: { kmsKeyArn: OTHER } },
            bucketKeyArn: { known: arn(OTHER) },
            defaultHostManagement: {
              known: { arn: 'arn:aws:iam::111122223333:role/service/Host' },
            },
          },
        ),
      ),
    ).toEqual([
      { kind: 'document', name: 'SSM-SessionManagerRunShell' },
      { kind: 'bucket', name: 'corp-session-logs' },
      { kind: 'log-group', name: '/ssm/sessions' },
      { kind: 'key', name: ID },
      { kind: 'key', name: OTHER },
      { kind: 'role', name: 'host' },
    ]);
  });

  it('are also those that could not be read', () => {
    const unknown = { unknown: { reason: 'no', remedy: 'ask' } };

    expect(
      environmentResources(
        environment(
          { s3BucketName: 'corp-session-logs', kmsKeyId: arn(ID) },
          { sessionKeyArn: unknown, bucket: unknown },
        ),
      ).slice(1),
    ).toEqual([
      { kind: 'bucket', name: 'corp-session-logs' },
      { kind: 'key', name: ID },
    ]);
  });

  it('are the document alone if it could not be read', () => {
    expect(
      environmentResources({
        preferences: {
          document,
          status: 'unknown',
          fault: { kind: 'refused', code: 'A', message: 'm', hint: 'h' },
        },
        facts: { region: 'us-east-1' },
      }),
    ).toEqual([{ kind: 'document', name: document.name }]);
  });

  it('do not contain what cannot be a name', () => {
    const preferences = {
      s3BucketName: 'x'.repeat(513),
      cloudWatchLogGroupName: 'a\u0000b',
      kmsKeyId: 'alias/sessions',
    };

    expect(environmentResources(environment(preferences))).toHaveLength(1);
  });
});

it.each([
  [ID, ID],
  [arn(ID), ID],
  [`mrk-${ID.replaceAll('-', '')}`, `mrk-${ID.replaceAll('-', '')}`],
  ['alias/sessions', undefined],
  ['arn:aws:kms:us-east-1:111122223333:alias/sessions', undefined],
  [undefined, undefined],
])('the id of the key %s is %s', (key, id) => {
  expect(keyId(key)).toBe(id);
});
