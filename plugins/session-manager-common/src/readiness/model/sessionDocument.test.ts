import { parseSessionDocument } from './sessionDocument';

const document = (more: object = {}) => ({
  schemaVersion: '1.0',
  sessionType: 'Standard_Stream',
  inputs: { s3BucketName: 'corp-logs', s3EncryptionEnabled: 'true' },
  ...more,
});

describe('parseSessionDocument', () => {
  it('ignores the case of names', () => {
    expect(
      parseSessionDocument({
        SchemaVersion: '1.0',
        SESSIONTYPE: 'Standard_Stream',
        Inputs: { S3BucketName: '{{ stage }}' },
        Parameters: { stage: { Default: 'corp-logs' } },
      }),
    ).toMatchObject({ s3BucketName: 'corp-logs' });
  });

  it.each([undefined, null])('accepts %s as the session type', type => {
    expect(
      parseSessionDocument(document({ sessionType: type })).s3BucketName,
    ).toBe('corp-logs');
  });

  it.each([{}, { inputs: undefined }, { inputs: null }, { inputs: {} }])(
    'returns empty preferences for the inputs %j',
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
    // A long value is shortened in the message.
    [{ schemaVersion: 'x'.repeat(200) }, /schema version is x{100};/],
    [{ inputs: [] }, /inputs are not an object/],
    [{ inputs: 'text' }, /inputs are not an object/],
    [{ parameters: [] }, /parameters are not an object/],
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
  ])('rejects %j', (more, message) => {
    expect(() => parseSessionDocument(document(more))).toThrow(message);
  });

  const withDefault = (input: object, value: unknown) =>
    parseSessionDocument(
      document({
        inputs: input,
        parameters: { it: { type: 'String', default: value } },
      }),
    );

  it('substitutes the default of a parameter, and preserves its type if it is the entire text', () => {
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
    // Parsed as a flag before parameters are substituted.
    expect(
      withDefault({ cloudWatchStreamingEnabled: '{{it}}' }, true).unreadable,
    ).toEqual(['cloudWatchStreamingEnabled']);
    expect(
      withDefault({ shellProfile: { linux: '{{it}}' } }, 7).unreadable,
    ).toEqual(['shellProfile']);
  });

  it('lists all Parameter Store parameters in the document', () => {
    const preferences = parseSessionDocument(
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

    expect(preferences.s3BucketName).toBe('{{ssm:bucket}}');
    expect(preferences.parameters).toEqual([
      'flag',
      '/shell/a:3',
      'bucket',
      'unused',
      'command',
    ]);
    expect(preferences.unreadable).toBeUndefined();
  });

  it('omits the list if the document uses no Parameter Store parameter', () => {
    const preferences = parseSessionDocument(
      document({
        parameters: { unused: { default: [1, null] } },
        properties: { linux: null },
      }),
    );
    expect(preferences).not.toHaveProperty('parameters');
  });

  it("rejects inputs that exceed AWS's limit for documents", () => {
    const inputs = { s3KeyPrefix: '{{a}}'.repeat(3_000) };
    const documentWithDefault = (length: number) =>
      document({ inputs, parameters: { a: { default: 'x'.repeat(length) } } });

    expect(
      parseSessionDocument(documentWithDefault(10)).s3KeyPrefix,
    ).toHaveLength(30_000);
    const maxLength = 65_536 - 'x{{it}}'.length;
    expect(
      withDefault({ s3KeyPrefix: 'x{{it}}' }, 'y'.repeat(maxLength))
        .s3KeyPrefix,
    ).toHaveLength(maxLength + 1);
    expect(() =>
      withDefault({ s3KeyPrefix: 'x{{it}}' }, 'y'.repeat(maxLength + 1)),
    ).toThrow('longer than 65536 characters');
    expect(() => parseSessionDocument(documentWithDefault(30_000))).toThrow(
      'longer than 65536 characters with the defaults of its parameters',
    );
  });
});
