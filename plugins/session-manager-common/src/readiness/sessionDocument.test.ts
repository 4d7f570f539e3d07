import { parseSessionDocument } from './sessionDocument';

const document = (more: object = {}) => ({
  schemaVersion: '1.0',
  sessionType: 'Standard_Stream',
  inputs: { s3BucketName: 'corp-logs', s3EncryptionEnabled: 'true' },
  ...more,
});

describe('a session document', () => {
  it('is read whatever the case of its names', () => {
    expect(
      parseSessionDocument({
        SchemaVersion: '1.0',
        SESSIONTYPE: 'Standard_Stream',
        Inputs: { S3BucketName: '{{ stage }}' },
        Parameters: { stage: { Default: 'corp-logs' } },
      }),
    ).toMatchObject({ s3BucketName: 'corp-logs' });
  });

  it.each([undefined, null])('is a shell’s with %s as session type', type => {
    expect(
      parseSessionDocument(document({ sessionType: type })).s3BucketName,
    ).toBe('corp-logs');
  });

  it.each([{}, { inputs: undefined }, { inputs: null }, { inputs: {} }])(
    'asks for nothing with %j as inputs',
    more => {
      const { inputs, ...rest } = document();
      expect(parseSessionDocument({ ...rest, ...more })).toMatchObject({
        s3BucketName: '',
        s3EncryptionEnabled: false,
      });
    },
  );

  it.each<[object, RegExp]>([
    [{ schemaVersion: undefined }, /no schema version/],
    [{ schemaVersion: null }, /no schema version/],
    [{ schemaVersion: '' }, /schema version is ; session documents have 1.0/],
    [{ schemaVersion: 1 }, /schema version is number/],
    [{ schemaVersion: '2.2' }, /schema version is 2.2/],
    [{ sessionType: '' }, /session type is ;/],
    [{ sessionType: 'standard_stream' }, /session type is standard_stream/],
    [{ sessionType: 'Port' }, /session type is Port/],
    [{ sessionType: 7 }, /session type is number/],
    // A text that is long is told by its beginning.
    [{ schemaVersion: 'x'.repeat(200) }, /schema version is x{100};/],
    [{ inputs: [] }, /inputs are no object/],
    [{ inputs: 'text' }, /inputs are no object/],
    [{ parameters: [] }, /parameters are no object/],
    [
      { inputs: { kmsKeyId: '{{ key }}' } },
      /\{\{ key \}\} in its inputs takes the parameter key, which has no default/,
    ],
    [
      { inputs: { kmsKeyId: '{{ key }}' }, parameters: { key: null } },
      /which has no default/,
    ],
    [
      { inputs: { kmsKeyId: 'x{{key}}' }, parameters: { key: {} } },
      /which has no default/,
    ],
  ])('holds no preferences with %j', (more, message) => {
    expect(() => parseSessionDocument(document(more))).toThrow(message);
  });

  const withDefault = (input: object, value: unknown) =>
    parseSessionDocument(
      document({
        inputs: input,
        parameters: { it: { type: 'String', default: value } },
      }),
    );

  it('takes the default of a parameter, of its own type where it is all', () => {
    expect(
      withDefault({ s3KeyPrefix: 'a/{{it}}/{{ it }}' }, 'b$$c').s3KeyPrefix,
    ).toBe('a/b$c/b$c');
    expect(withDefault({ s3KeyPrefix: '{{it}}' }, 'b$$c').s3KeyPrefix).toBe(
      'b$$c',
    );
    expect(withDefault({ s3KeyPrefix: 'a{{it}}' }, 7).s3KeyPrefix).toBe('a7');
    expect(withDefault({ s3KeyPrefix: '{{it}}' }, 7).unreadable).toEqual([
      's3KeyPrefix',
    ]);
    expect(
      withDefault({ s3EncryptionEnabled: '{{it}}' }, true).s3EncryptionEnabled,
    ).toBe(true);
    expect(
      withDefault({ s3EncryptionEnabled: '{{it}}' }, 'True')
        .s3EncryptionEnabled,
    ).toBe(true);
    expect(
      withDefault({ s3EncryptionEnabled: '{{it}}' }, 'on').unreadable,
    ).toEqual(['s3EncryptionEnabled']);
    // Read as a flag before anything is put in.
    expect(
      withDefault({ cloudWatchStreamingEnabled: '{{it}}' }, true).unreadable,
    ).toEqual(['cloudWatchStreamingEnabled']);
    expect(
      withDefault({ shellProfile: { linux: '{{it}}' } }, 7).unreadable,
    ).toEqual(['shellProfile']);
  });

  it('asks Parameter Store for all that it names, wherever it stands', () => {
    const asked = parseSessionDocument(
      document({
        inputs: {
          s3BucketName: '{{ bucket }}',
          s3EncryptionEnabled: '{{ssm:flag}}',
          shellProfile: { linux: 'export A={{ ssm:/shell/a:3 }}' },
        },
        parameters: {
          bucket: { default: '{{ssm:bucket}}' },
          unused: { default: ['{{ssm:unused}}'] },
        },
        properties: { linux: { commands: '{{ssm:command}}' } },
      }),
    );

    expect(asked.s3BucketName).toBe('{{ssm:bucket}}');
    expect(asked.parameters).toEqual([
      'flag',
      '/shell/a:3',
      'bucket',
      'unused',
      'command',
    ]);
    expect(asked.unreadable).toBeUndefined();
  });

  it('asks Parameter Store for nothing that it does not name', () => {
    const asked = parseSessionDocument(
      document({
        parameters: { unused: { default: [1, null] } },
        properties: { linux: null },
      }),
    );
    expect(asked).not.toHaveProperty('parameters');
  });

  it('does not grow beyond what AWS keeps', () => {
    const inputs = { s3KeyPrefix: '{{a}}'.repeat(3_000) };
    const grown = (length: number) =>
      document({ inputs, parameters: { a: { default: 'x'.repeat(length) } } });

    expect(parseSessionDocument(grown(10)).s3KeyPrefix).toHaveLength(30_000);
    const kept = 65_536 - 'x{{it}}'.length;
    expect(
      withDefault({ s3KeyPrefix: 'x{{it}}' }, 'y'.repeat(kept)).s3KeyPrefix,
    ).toHaveLength(kept + 1);
    expect(() =>
      withDefault({ s3KeyPrefix: 'x{{it}}' }, 'y'.repeat(kept + 1)),
    ).toThrow('longer than 65536 characters');
    expect(() => parseSessionDocument(grown(30_000))).toThrow(
      'longer than 65536 characters with the defaults of its parameters',
    );
  });
});
