import {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Entity, RELATION_MEMBER_OF } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createNestedGroups } from './NestedGroups';

/** The groups of users. */
export interface Membership {
  /**
   * The user, the groups that they are a member of, the parents of those
   * groups, and so on.
   */
  refsOf(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<string[]>;

  /**
   * The same for a user by ref; `undefined` if the catalog has no such user.
   */
  refsOfUser(userEntityRef: string): Promise<string[] | undefined>;
}

/**
 * Reads memberships from the catalog as they are now, so a user who left a
 * group can no longer approve, even while their token is valid. For a user who
 * is not in the catalog, uses the groups from sign-in.
 */
export function createMembership(options: {
  auth: AuthService;
  catalog: CatalogService;
  userInfo: UserInfoService;
}): Membership {
  const { auth, catalog, userInfo } = options;
  const nested = createNestedGroups(options);

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

  async function withGroups(userEntityRef: string, groups: readonly string[]) {
    return nested.withParents([userEntityRef, ...groups]);
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
