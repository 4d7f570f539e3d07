import { isError } from '@backstage/errors';
import {
  AttachOptions,
  InstanceTagConfig,
} from 'backstage-plugin-session-manager-node';

/**
 * Refuses instances that whoever started the task may not give a role: those
 * of other services than the role's, and those that are nobody's.
 */
export function instanceGuard(options: {
  tag: InstanceTagConfig;
  /** The services that the role is for, which were asked about already. */
  services: ReadonlySet<string | undefined>;
  /** Throws a `NotAllowedError` where they may not for this service. */
  require: (entityRef: string | undefined) => Promise<void>;
}): NonNullable<AttachOptions['refuse']> {
  const { tag, services, require } = options;
  const asked = new Map<string | undefined, Promise<string | undefined>>();

  return async ({ tags }) => {
    const said = tags[tag.key]?.toLocaleLowerCase('en-US');
    const isOwn = [...services].some(
      service => said !== undefined && said === valueOf(service, tag),
    );
    if (isOwn) {
      return undefined;
    }
    // A name alone does not say which entity is meant.
    const entityRef = tag.value === 'entity-ref' ? said : undefined;
    const known =
      asked.get(entityRef) ??
      refusalOf(require(entityRef), said ?? 'no service');
    asked.set(entityRef, known);
    return known;
  };
}

function valueOf(service: string | undefined, { value }: InstanceTagConfig) {
  return value === 'name' ? service?.split('/')[1] : service;
}

async function refusalOf(
  requiring: Promise<void>,
  owner: string,
): Promise<string | undefined> {
  try {
    await requiring;
    return undefined;
  } catch (error) {
    if (isError(error) && error.name === 'NotAllowedError') {
      return `by its tags it is of ${owner}, and the rules of this portal do not let whoever started this task give it a role`;
    }
    throw error;
  }
}
