import { parseArn } from '../../aws/arn';
import { SessionFacts, UnknownReason } from './facts';
import { isFromParameterStore } from './preferences';
import { SessionEnvironment } from './SessionEnvironment';

/**
 * Returns the ARN of the key that encrypts sessions in an account and region, or
 * why it is unknown. Empty if the session preferences have no key.
 *
 * @public
 */
export function sessionKeyOf({
  preferences: reading,
  facts: { sessionKeyArn },
}: SessionEnvironment): { arn?: string; unknown?: UnknownReason } {
  if (reading.status === 'unknown') {
    const { message, hint } = reading.fault;
    return { unknown: { reason: message, remedy: hint } };
  }
  const { kmsKeyId } = reading.preferences;
  if (!kmsKeyId) {
    return {};
  }
  if (isFromParameterStore(reading.preferences, 'kmsKeyId')) {
    return {
      unknown: {
        reason: `The session preferences read the key from Parameter Store: ${kmsKeyId}`,
        remedy:
          'Add kms:GenerateDataKey for the key in the parameter to the policy.',
      },
    };
  }
  const key = keyArnOf(kmsKeyId, sessionKeyArn);
  return key.arn
    ? key
    : {
        unknown: key.unknown ?? {
          reason: `The key ${kmsKeyId} could not be read`,
          remedy: 'Check again.',
        },
      };
}

/**
 * The ARN of a key, by what was read of it. If the key is named by its ARN, it
 * need not be read.
 */
export function keyArnOf(
  key: string,
  resolved: SessionFacts['sessionKeyArn'],
): { arn?: string; unknown?: UnknownReason } {
  if (resolved && 'known' in resolved) {
    return { arn: resolved.known };
  }
  return parseArn(key)?.resource.startsWith('key/')
    ? { arn: key }
    : { unknown: resolved?.unknown };
}
