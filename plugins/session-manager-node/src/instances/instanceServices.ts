import { Tags } from 'backstage-plugin-session-manager-common';
import { remembered } from '../cache/remembered';
import { InstanceTagConfig } from '../config/SessionManagerConfig';

/**
 * Whose EC2 instances are.
 *
 * @public
 */
export interface InstanceServices {
  /**
   * The full entity ref of the service that an instance is of by its tag;
   * `undefined` where it is nobody's, or where that is not certain.
   */
  serviceOf(tags: Tags): Promise<string | undefined>;
}

const FULL_REF = /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/;

// What owns or describes, and has no instances of its own.
const NO_SERVICES = ['user', 'group', 'location', 'template'];

/**
 * Tells whose instances are by the configured tag. A tag that is a name means
 * the one entity of that name: where there are several, of whatever kind and in
 * whatever namespace, it does not say which, and the instance is nobody's. So
 * nobody gets an instance by registering another entity of its name.
 *
 * @param refsNamed - the full refs of all entities of a name, asked once each
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
      const said = tags[tag.key]?.toLocaleLowerCase('en-US');
      if (!said || tag.value === 'entity-ref') {
        return said && FULL_REF.test(said) ? said : undefined;
      }
      return remembered(known, said, () => onlyServiceNamed(said));
    },
  };
}
