import { isError } from '@backstage/errors';
import {
  AttachOptions,
  InstanceServices,
} from 'backstage-plugin-session-manager-node';

/**
 * Tells whether whoever started the task may give an instance a role: one of
 * the role's services, or one that they are asked about and let.
 */
export function instanceGuard(options: {
  instanceServices: InstanceServices;
  /** The services that the role is for, which were asked about already. */
  services: ReadonlySet<string | undefined>;
  /** Throws a `NotAllowedError` where they may not for this service. */
  require: (entityRef: string | undefined) => Promise<void>;
}): NonNullable<AttachOptions['mayChange']> {
  const { instanceServices, services, require } = options;
  const known = new Map<string | undefined, Promise<boolean>>();

  return async ({ tags }) => {
    const service = await instanceServices.serviceOf(tags);
    if (service !== undefined && services.has(service)) {
      return true;
    }
    const allowed = known.get(service) ?? isLet(require(service));
    known.set(service, allowed);
    return allowed;
  };
}

async function isLet(requiring: Promise<void>): Promise<boolean> {
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
