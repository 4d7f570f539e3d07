import { isError } from '@backstage/errors';
import {
  AttachOptions,
  InstanceServices,
} from 'backstage-plugin-session-manager-node';

/**
 * Returns a function that decides whether the user who started the task may
 * change an instance: it must belong to one of the role's services, or to one
 * for which the user has permission.
 */
export function instanceGuard(options: {
  instanceServices: InstanceServices;
  /** The services that the role is for, which were already checked. */
  services: ReadonlySet<string | undefined>;
  /**
   * Throws a `NotAllowedError` if the user lacks permission for this service.
   */
  require: (entityRef: string | undefined) => Promise<void>;
}): NonNullable<AttachOptions['mayChange']> {
  const { instanceServices, services, require } = options;
  const known = new Map<string | undefined, Promise<boolean>>();

  return async ({ tags }) => {
    const service = await instanceServices.serviceOf(tags);
    if (service !== undefined && services.has(service)) {
      return true;
    }
    const allowed = known.get(service) ?? isAllowed(require(service));
    known.set(service, allowed);
    return allowed;
  };
}

async function isAllowed(requiring: Promise<void>): Promise<boolean> {
  try {
    await requiring;
    return true;
  } catch (error) {
    if (isError(error) && error.name === 'NotAllowedError') {
      return false;
    }
    throw error;
  }
}
