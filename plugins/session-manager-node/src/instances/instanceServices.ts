import { Tags } from 'backstage-plugin-session-manager-common';
import { remembered } from '../cache/remembered';
import { InstanceTagConfig } from '../config/SessionManagerConfig';

/**
 * Maps EC2 instances to services.
 *
 * @public
 */
export interface InstanceServices {
  /**
   * The full entity ref of the service that an instance belongs to by its tag;
   * `undefined` if it belongs to none or the tag is ambiguous.
   */
  serviceOf(tags: Tags): Promise<string | undefined>;
}

const FULL_REF = /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/;

// Kinds that own or describe, and have no instances of their own.
const NO_SERVICES = ['user', 'group', 'location', 'template'];

/**
 * Determines the service of instances from the configured tag. A tag that
 * contains a name means the one entity of that name. If several entities have
 * the name, of whatever kind and namespace, the tag is ambiguous and the
 * instance belongs to none. Thus registering another entity with the same name
 * does not give access to an instance.
 *
 * @param refsNamed - returns the full refs of all entities of a name; called
 * once per name
 *
 * @public
 */
export function createInstanceServices(
  tag: InstanceTagConfig,
  refsNamed: (name: string) => Promise<readonly string[]>,
): InstanceServices {
  const known = new Map<string, Promise<string | undefined>>();

  async function onlyServiceNamed(name: string): Promise<string | undefined> {
    const [only, ...others] = (await refsNamed(name))
      .map(ref => ref.toLocaleLowerCase('en-US'))
      .filter(ref => !NO_SERVICES.includes(ref.slice(0, ref.indexOf(':'))));
    return others.length === 0 ? only : undefined;
  }

  return {
    async serviceOf(tags) {
      const value = tags[tag.key]?.toLocaleLowerCase('en-US');
      if (!value || tag.value === 'entity-ref') {
        return value && FULL_REF.test(value) ? value : undefined;
      }
      return remembered(known, value, () => onlyServiceNamed(value));
    },
  };
}
