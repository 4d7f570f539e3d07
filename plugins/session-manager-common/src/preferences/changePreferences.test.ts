import fc from 'fast-check';
import { parseSessionDocument } from '../readiness/model/sessionDocument';
import {
  changePreferences,
  comparePreferences,
  SessionDocument,
} from './changePreferences';
import { PreferencesInputs } from './preferencesInputs';

const CURRENT: SessionDocument = {
  schemaVersion: '1.0',
  description: 'ours',
  sessionType: 'Standard_Stream',
  parameters: { prefix: { type: 'String', default: 'web' } },
  inputs: {
    S3BucketName: 'corp-logs',
    s3KeyPrefix: '{{ prefix }}',
    somethingNew: { of: 'AWS' },
    shellProfile: { linux: 'bash', Windows: 'date' },
  },
};

describe('changePreferences', () => {
  it('changes inputs under the names that the document has, and keeps the rest', () => {
    expect(
      changePreferences(CURRENT, {
        s3BucketName: 'audit-logs',
        kmsKeyId: 'alias/sessions',
        shellProfile: { windows: '' },
      }),
    ).toEqual({
      ...CURRENT,
      inputs: {
        S3BucketName: 'audit-logs',
        s3KeyPrefix: '{{ prefix }}',
        somethingNew: { of: 'AWS' },
        shellProfile: { linux: 'bash', Windows: '' },
        kmsKeyId: 'alias/sessions',
      },
    });
  });

  it('removes the other spellings of a name, of which the agent reads the last', () => {
    const twice = {
      ...CURRENT,
      inputs: { kmsKeyId: 'alias/a', '\u212aMSKeyID': 'alias/b' },
    };
    const { inputs } = changePreferences(twice, { kmsKeyId: 'alias/c' });
    expect(inputs).toEqual({ kmsKeyId: 'alias/c' });
  });

  it('begins a document where there is none', () => {
    const document = changePreferences(undefined, {
      s3BucketName: 'corp-logs',
    });
    expect(parseSessionDocument(document).s3BucketName).toBe('corp-logs');
    expect(document).toMatchObject({
      schemaVersion: '1.0',
      sessionType: 'Standard_Stream',
    });
  });

  it.each<[string, SessionDocument, string]>([
    ['of another type', { ...CURRENT, sessionType: 'Port' }, 'session type'],
    ['of another schema', { ...CURRENT, schemaVersion: '2.2' }, '2.2'],
    ['whose inputs are a list', { ...CURRENT, inputs: [] }, 'not an object'],
    [
      'with an input that the agent cannot read',
      { ...CURRENT, inputs: { runAsEnabled: 'on' } },
      'runAsEnabled',
    ],
  ])('refuses a document %s', (_, document, message) => {
    expect(() => changePreferences(document, { kmsKeyId: '' })).toThrow(
      message,
    );
  });

  it('mends an input that the agent cannot read', () => {
    const broken = { ...CURRENT, inputs: { runAsEnabled: 'on' } };
    expect(changePreferences(broken, { runAsEnabled: false }).inputs).toEqual({
      runAsEnabled: false,
    });
  });
});

const inputs: fc.Arbitrary<PreferencesInputs> = fc.record(
  {
    s3BucketName: fc.constantFrom('', 'corp-logs', 'audit-logs'),
    s3EncryptionEnabled: fc.boolean(),
    cloudWatchLogGroupName: fc.constantFrom('', '/ssm/sessions'),
    cloudWatchStreamingEnabled: fc.boolean(),
    kmsKeyId: fc.constantFrom('', 'alias/sessions'),
    runAsEnabled: fc.boolean(),
    idleSessionTimeout: fc.constantFrom('', '20'),
  },
  { requiredKeys: [] },
);
const content = fc
  .record({ description: fc.string(), inputs, extra: fc.jsonValue() })
  .map(({ extra, ...rest }) => ({
    schemaVersion: '1.0',
    sessionType: 'Standard_Stream',
    ...rest,
    inputs: { ...rest.inputs, ofAws: extra },
  }));

describe('properties', () => {
  it('a change of nothing changes nothing', () => {
    fc.assert(
      fc.property(content, document => {
        expect(changePreferences(document, {})).toEqual(document);
        expect(comparePreferences(document, document)).toEqual([]);
      }),
    );
  });

  it('after a change, the agent reads the new inputs, and a second change differs in nothing', () => {
    fc.assert(
      fc.property(content, inputs, (document, changed) => {
        const next = changePreferences(document, changed);
        const { idleSessionTimeout, ...read } = changed;
        expect(parseSessionDocument(next)).toMatchObject(read);
        expect(
          comparePreferences(next, changePreferences(next, changed)),
        ).toEqual([]);
      }),
    );
  });

  it('the differences are those inputs whose values differ', () => {
    fc.assert(
      fc.property(content, inputs, (document, changed) => {
        const differences = comparePreferences(
          document,
          changePreferences(document, changed),
        );
        const old: Record<string, unknown> = document.inputs;
        expect(differences.map(({ name }) => name).sort()).toEqual(
          Object.entries(changed)
            .filter(([name, value]) => old[name] !== value)
            .map(([name]) => name)
            .sort(),
        );
      }),
    );
  });
});
