import { SessionFacts } from './facts';
import { PreferencesReading } from './PreferencesReading';
import { parsePreferences } from './preferences';
import { sessionKeyOf } from './sessionKey';

const ARN = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd';
const document = { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' };

function keyOf(
  kmsKeyId: string,
  sessionKeyArn?: SessionFacts['sessionKeyArn'],
) {
  return sessionKeyOf({
    preferences: {
      document,
      status: 'found',
      preferences: parsePreferences({ kmsKeyId }),
    },
    facts: { region: 'us-east-1', sessionKeyArn },
  });
}

describe('the key that encrypts sessions', () => {
  const unknown = {
    reason: 'The portal is not allowed to read it',
    remedy: 'Allow it',
  };

  it('is empty if the preferences have no key', () => {
    expect(keyOf('')).toEqual({});
  });

  it('is an ARN, also if the preferences have an alias', () => {
    expect(keyOf('alias/sessions', { known: ARN })).toEqual({ arn: ARN });
    expect(keyOf(ARN, { unknown })).toEqual({ arn: ARN });
  });

  it('is unknown if the alias could not be read', () => {
    expect(keyOf('alias/sessions', { unknown })).toEqual({ unknown });
    expect(keyOf('alias/sessions')).toMatchObject({
      unknown: { reason: expect.stringContaining('alias/sessions') },
    });
  });

  it('is unknown if it is in Parameter Store', () => {
    expect(keyOf('{{ ssm:/sessions/key }}')).toMatchObject({
      unknown: { remedy: expect.stringContaining('kms:GenerateDataKey') },
    });
  });

  it('is unknown if the preferences are unknown', () => {
    const preferences: PreferencesReading = {
      document,
      status: 'unknown',
      fault: {
        kind: 'refused',
        code: 'AccessDenied',
        message: 'no',
        hint: 'Allow ssm:GetDocument.',
      },
    };
    expect(
      sessionKeyOf({ preferences, facts: { region: 'us-east-1' } }),
    ).toEqual({ unknown: { reason: 'no', remedy: 'Allow ssm:GetDocument.' } });
  });
});
