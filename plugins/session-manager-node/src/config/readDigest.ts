import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { duration } from './duration';
import { DigestConfig } from './SessionManagerConfig';

// It is checked once an hour whether one is due.
const SHORTEST = { hours: 1 };

/** Reads who gets the digest of all roles; if absent, nobody. */
export function readDigest(
  section: Config | undefined,
  parentKey: string,
): { digest?: DigestConfig } {
  const digest = section?.getOptionalConfig('fleet.digest');
  if (!digest) {
    return {};
  }
  const key = `${parentKey}.fleet.digest`;
  const recipients = digest.getStringArray('recipients');
  if (recipients.length === 0) {
    throw new InputError(`${key}.recipients: must name at least one recipient`);
  }
  recipients.forEach((recipient, index) => {
    if (!/^(?:user|group):[\w.-]+\/[\w.-]+$/i.test(recipient)) {
      throw new InputError(
        `${key}.recipients[${index}]: must be the full entity reference of a user or group, such as group:default/platform`,
      );
    }
  });
  const frequency = duration(
    digest,
    'frequency',
    { days: 7 },
    `${key}.frequency`,
  );
  if (durationToMilliseconds(frequency) < durationToMilliseconds(SHORTEST)) {
    throw new InputError(`${key}.frequency: must be at least an hour`);
  }
  return {
    digest: {
      recipients: recipients.map(ref => ref.toLocaleLowerCase('en-US')),
      frequency,
    },
  };
}
