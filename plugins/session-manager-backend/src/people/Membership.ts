import {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** Which groups somebody is in. */
export interface Membership {
  /**
   * The user, the groups that they are a member of, and the groups that those
   * are in, and so on.
   */
  refsOf(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<string[]>;

  /** The same of a user by name; `undefined` where the catalog has none. */
  refsOfUser(userEntityRef: string): Promise<string[] | undefined>;
}

/**
 * Reads memberships from the catalog as they are now: whoever leaves a group
 * approves nothing more, however long their token lasts. For a user who is not
 * in the catalog, the groups are those of the sign-in.
 */
export function createMembership(options: {
  auth: AuthService;
  catalog: CatalogService;
  userInfo: UserInfoService;
}): Membership {
  const { auth, catalog, userInfo } = options;

  async function related(refs: readonly string[], relation: string) {
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: [...refs], fields: ['kind', 'metadata', 'relations'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const found = items.filter((item): item is Entity => item !== undefined);
    return {
      isKnown: found.length > 0,
      refs: found.flatMap(({ relations = [] }) =>
        relations
          .filter(({ type }) => type === relation)
          .map(({ targetRef }) => targetRef),
      ),
    };
  }

  /** The groups, and those above them; groups may be in each other. */
  async function withParents(groups: readonly string[]): Promise<Set<string>> {
    const all = new Set<string>();
    let level = groups;
    while (level.length > 0) {
      level.forEach(group => all.add(group));
      const parents = await related(level, RELATION_CHILD_OF);
      level = [...new Set(parents.refs)].filter(ref => !all.has(ref));
    }
    return all;
  }

  async function withGroups(userEntityRef: string, groups: readonly string[]) {
    return [
      userEntityRef,
      ...(await withParents(groups.filter(ref => ref !== userEntityRef))),
    ].map(ref => ref.toLocaleLowerCase('en-US'));
  }

  const refsOfUser: Membership['refsOfUser'] = async userEntityRef => {
    const direct = await related([userEntityRef], RELATION_MEMBER_OF);
    return direct.isKnown ? withGroups(userEntityRef, direct.refs) : undefined;
  };

  return {
    refsOfUser,

    async refsOf(credentials) {
      const { userEntityRef } = credentials.principal;
      const known = await refsOfUser(userEntityRef);
      if (known) {
        return known;
      }
      const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
      return withGroups(userEntityRef, ownershipEntityRefs);
    },
  };
}
