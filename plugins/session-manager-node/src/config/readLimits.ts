import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { LimitsConfig } from './SessionManagerConfig';

const DEFAULTS: LimitsConfig = {
  openRequestsPerRequester: 25,
  openRequestsPerEntity: 25,
  requestsPerDay: 100,
  handoversPerUser: 20,
};

const HIGHEST = 10_000;

/** Reads the limits per user, service account and entity. */
export function readLimits(
  section: Config | undefined,
  parentKey: string,
): LimitsConfig {
  const read = (name: keyof LimitsConfig) => {
    const limit =
      section?.getOptionalNumber(`limits.${name}`) ?? DEFAULTS[name];
    if (!Number.isInteger(limit) || limit < 1 || limit > HIGHEST) {
      throw new InputError(
        `${parentKey}.limits.${name}: must be a whole number from 1 to ${HIGHEST}`,
      );
    }
    return limit;
  };
  return {
    openRequestsPerRequester: read('openRequestsPerRequester'),
    openRequestsPerEntity: read('openRequestsPerEntity'),
    requestsPerDay: read('requestsPerDay'),
    handoversPerUser: read('handoversPerUser'),
  };
}
