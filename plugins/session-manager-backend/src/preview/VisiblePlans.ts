import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ENTITY_REF_TAG,
  CompleteRoleSnapshot,
  PreviewPlan,
  RequestContent,
  ResolvedRoleSpec,
  Tags,
  warnedPlan,
} from 'backstage-plugin-session-manager-common';
import { namesOf } from 'backstage-plugin-session-manager-node';
import { RoleAccess } from '../permissions/RoleAccess';
import { RoleVisibility } from '../permissions/RoleVisibility';
import { readableEntity } from '../permissions/readableEntity';

type NamedRole = Pick<ResolvedRoleSpec, 'accountId' | 'roleName' | 'entityRef'>;

/** Plans changes, limited to what the caller may see. */
export interface VisiblePlans {
  /**
   * The service of a role. Throws a `NotFoundError` if the caller may not read
   * it, and a `NotAllowedError` if they may not read its roles.
   */
  requireReadable(
    role: NamedRole,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined>;

  /** The same, but undefined if the caller may not read it. */
  readable(
    role: NamedRole,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined>;

  /**
   * The changes, or that a name is taken by a resource that the caller may not
   * see.
   *
   * @param entity - the service of the spec, which the caller may read
   */
  of(
    content: RequestContent,
    observed: CompleteRoleSnapshot,
    entity: Entity | undefined,
    credentials: BackstageCredentials,
  ): Promise<Exclude<PreviewPlan, { fault: unknown }>>;
}

const REFUSALS = ['NotFoundError', 'NotAllowedError'];

export function createVisiblePlans(options: {
  catalog: CatalogService;
  roleAccess: RoleAccess;
  roleVisibility: RoleVisibility;
}): VisiblePlans {
  const { catalog, roleAccess, roleVisibility } = options;

  async function requireReadable(
    role: NamedRole,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined> {
    const entity =
      role.entityRef === undefined
        ? undefined
        : await readableEntity(catalog, role.entityRef, credentials);
    await roleAccess.requireReadable(role, credentials);
    return entity;
  }

  async function readable(
    role: NamedRole,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined> {
    try {
      return await requireReadable(role, credentials);
    } catch (error) {
      if (isError(error) && REFUSALS.includes(error.name)) {
        return undefined;
      }
      throw error;
    }
  }

  return {
    requireReadable,
    readable,

    async of({ spec, adopt, exclusive }, observed, entity, credentials) {
      const there = namesakes(spec, observed);
      const { accountId, roleName } = spec;
      const visible = await roleVisibility.of(
        entity,
        there.map(({ arn, tags }) => ({ arn, tags, accountId, roleName })),
        credentials,
      );
      const hidden = there.find(
        ({ ofRole }, index) => !ofRole && visible[index].shown !== 'whole',
      );
      if (hidden) {
        return { taken: hidden.name };
      }
      return warnedPlan(spec, observed, { adopt, exclusive });
    },
  };
}

/** An existing resource with one of the names of a spec. */
interface Namesake {
  arn: string;
  name: string;
  tags: Tags;
  /** Only the role uses it, so it is visible to whoever sees the role. */
  ofRole: boolean;
}

/** The existing resources with the names of the spec, the role first. */
function namesakes(
  spec: ResolvedRoleSpec,
  { role, policies, instanceProfiles }: CompleteRoleSnapshot,
): Namesake[] {
  const { policyArn, instanceProfileName } = namesOf(spec);
  const ofRole = (tags: Tags, users: readonly string[]) =>
    users.length > 0 &&
    users.every(user => user === role?.roleName) &&
    tags[ENTITY_REF_TAG] === undefined;
  return [
    ...(role ? [{ ...role, name: role.roleName, ofRole: false }] : []),
    ...policies
      .filter(({ arn }) => arn === policyArn)
      .map(policy => ({
        ...policy,
        name: policy.policyName,
        ofRole: ofRole(policy.tags, policy.attachedTo),
      })),
    ...instanceProfiles
      .filter(profile => profile.instanceProfileName === instanceProfileName)
      .map(profile => ({
        ...profile,
        name: profile.instanceProfileName,
        ofRole: ofRole(profile.tags, profile.roles),
      })),
  ];
}
