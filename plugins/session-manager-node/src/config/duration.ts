import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';

/** Reads a duration; `key` is used in the error message. */
export function duration(
  config: Config | undefined,
  name: string,
  fallback: HumanDuration,
  key: string,
): HumanDuration {
  if (!config?.has(name)) {
    return fallback;
  }
  try {
    return readDurationFromConfig(config, { key: name });
  } catch {
    throw new InputError(
      `${key}: must be a duration, such as { minutes: 5 } or 'PT5M'`,
    );
  }
}
