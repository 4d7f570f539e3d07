import { preferencesIn } from './preferencesDocument';

describe('the preferences in a session document', () => {
  it('are its inputs, as the agent takes them', () => {
    expect(
      preferencesIn(
        JSON.stringify({
          schemaVersion: '1.0',
          sessionType: 'Standard_Stream',
          inputs: { s3BucketName: 'corp-logs', s3EncryptionEnabled: 'true' },
        }),
      ),
    ).toMatchObject({
      s3BucketName: 'corp-logs',
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: '',
      kmsKeyId: '',
    });
  });

  it.each([
    ['no JSON', '{', /it is no JSON$/],
    ['nothing', '', /it is no JSON$/],
    ['a list', '[]', /it is no JSON object/],
    ['null', 'null', /it is no JSON object/],
    ['YAML', 'schemaVersion: "1.0"', /it is no JSON$/],
    ['another schema', '{"schemaVersion":"2.2"}', /its schema version is 2.2/],
  ])('are told to be none in %s', (_, content, message) => {
    expect(() => preferencesIn(content)).toThrow(message);
  });
});
