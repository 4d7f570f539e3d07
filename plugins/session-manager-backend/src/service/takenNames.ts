import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ENTITY_REF_TAG,
  iamArn,
  ObservedRole,
  Refusal,
  ResolvedRoleSpec,
  RoleState,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { namesOf } from 'backstage-plugin-session-manager-node';
import { rolesInAnnotations } from './roleIdentity';

/** Tells which names of a spec belong to what the caller may not see. */
export interface TakenNames {
  /**
   * Refusals that say no more than that a name is taken; none where all that
   * is there belongs to entities that the caller may read.
   */
  find(
    spec: ResolvedRoleSpec,
    observed: ObservedRole,
    credentials: BackstageCredentials,
  ): Promise<Refusal[]>;
}

export function createTakenNames(catalog: CatalogService): TakenNames {
  return {
    async find(spec, { role, policies, instanceProfiles }, credentials) {
      const { policyArn, instanceProfileName } = namesOf(spec);
      const sight = sightOf(catalog, credentials);
      const seenRole =
        role && (await sight.ofRole(role, spec.entityRef)) ? role : undefined;
      /** What belongs to a role that is seen is seen; else what its tags say. */
      const isHidden = async (tags: Tags, users: readonly string[]) =>
        !(seenRole && users.includes(seenRole.roleName)) &&
        !(await sight.byTags(tags));

      const policy = policies.find(({ arn }) => arn === policyArn);
      const profile = instanceProfiles.find(
        other => other.instanceProfileName === instanceProfileName,
      );
      return [
        ...(role && !seenRole ? [taken(spec, 'role', role.roleName)] : []),
        ...(policy && (await isHidden(policy.tags, policy.attachedTo))
          ? [taken(spec, 'policy', policy.policyName)]
          : []),
        ...(profile && (await isHidden(profile.tags, profile.roles))
          ? [taken(spec, 'instance-profile', profile.instanceProfileName)]
          : []),
      ];
    },
  };
}

/** What of AWS a caller may see: what belongs to an entity that they may read. */
function sightOf(catalog: CatalogService, credentials: BackstageCredentials) {
  const read = async (ref: string | undefined): Promise<Entity | undefined> =>
    ref && isEntityRef(ref)
      ? catalog.getEntityByRef(ref, { credentials })
      : undefined;
  const byTags = async (tags: Tags) =>
    (await read(tags[ENTITY_REF_TAG])) !== undefined;
  return {
    byTags,
    /** By its own tag, or by the annotation of the entity that is asked for. */
    ofRole: async ({ arn, tags }: RoleState, entityRef: string | undefined) => {
      if (await byTags(tags)) {
        return true;
      }
      const annotations = (await read(entityRef))?.metadata.annotations;
      return rolesInAnnotations(annotations).arns.includes(arn);
    },
  };
}

// Anybody who may tag a role may write anything there.
function isEntityRef(text: string): boolean {
  try {
    return parseEntityRef(text).kind !== '';
  } catch {
    return false;
  }
}

/** Told by the spec alone: what is there may have another path. */
function taken(
  spec: ResolvedRoleSpec,
  resource: Refusal['resource'],
  name: string,
): Refusal {
  return {
    kind: 'refused',
    resource,
    name,
    arn: iamArn(spec, resource, spec.path, name),
    reason: `the name ${name} is taken in account ${spec.accountId}: use another one`,
  };
}
