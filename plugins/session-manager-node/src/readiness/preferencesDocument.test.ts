import { preferencesIn } from './preferencesDocument';

describe('the preferences in a session document', () => {
  it('are its inputs, as the agent reads them', () => {
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
    ['no JSON', '{', /it is not valid JSON$/],
    ['nothing', '', /it is not valid JSON$/],
    ['a list', '[]', /it is not a JSON object/],
    ['null', 'null', /it is not a JSON object/],
    ['YAML', 'schemaVersion: "1.0"', /it is not valid JSON$/],
    ['another schema', '{"schemaVersion":"2.2"}', /its schema version is 2.2/],
  ])('are invalid in %s', (_, content, message) => {
    expect(() => preferencesIn(content)).toThrow(message);
  });
});
