import { preferencesIn } from './preferencesDocument';

const document = (more: object) =>
  JSON.stringify({
    schemaVersion: '1.0',
    sessionType: 'Standard_Stream',
    inputs: { s3BucketName: 'corp-logs', s3EncryptionEnabled: 'true' },
    ...more,
  });

describe('the preferences in a session document', () => {
  it('are its inputs, as the agent takes them', () => {
    expect(preferencesIn(document({}))).toMatchObject({
      s3BucketName: 'corp-logs',
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: '',
      kmsKeyId: '',
    });
  });

  it('are the defaults where it has no inputs', () => {
    expect(preferencesIn(document({ inputs: undefined }))).toMatchObject({
      s3BucketName: '',
    });
  });

  it('are with the defaults of its parameters', () => {
    expect(
      preferencesIn(
        document({
          inputs: { s3BucketName: 'corp-{{ stage }}-logs' },
          parameters: { stage: { type: 'String', default: 'test' } },
        }),
      ),
    ).toMatchObject({ s3BucketName: 'corp-test-logs' });
  });

  it.each([
    ['no JSON', '{', /it is no JSON$/],
    ['a list', '[]', /it is no JSON object/],
    [
      'another schema',
      document({ schemaVersion: '2.2' }),
      /its schema version is 2.2; session documents have 1.0/,
    ],
    [
      'a port session',
      document({ sessionType: 'Port' }),
      /its session type is Port; preferences have Standard_Stream/,
    ],
    ['inputs in a list', document({ inputs: [] }), /its inputs are no object/],
    [
      'a parameter without default',
      document({ inputs: { s3BucketName: '{{ bucket }}' } }),
      /s3BucketName is the parameter bucket, which has no default/,
    ],
  ])('are told to be none in %s', (_, content, message) => {
    expect(() => preferencesIn(content)).toThrow(message);
  });
});
