import { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  annotatedRoles,
  ExistingRole,
  IAM_ROLE_ARN_ANNOTATION,
  ROLE_ARN_ANNOTATION,
  RoleConfirmation,
  serviceInTags,
} from 'backstage-plugin-session-manager-common';
import { SessionManagerConfig } from 'backstage-plugin-session-manager-node';
import { EntityOwnership } from '../people/EntityOwnership';
import { isEntityRef } from '../people/isEntityRef';
import { RoleConfirmations } from '../permissions/RoleConfirmations';
import { RoleAttributes } from './RoleEntry';

/** The service of a role, and its owner. */
export type RoleService = Pick<RoleAttributes, 'entityRef' | 'owner'>;

/** Which services roles belong to, according to the catalog now. */
export interface RoleServices {
  /** The roles that the catalog's annotations name, with the entities. */
  annotated(): Promise<AnnotatedRoles>;
  /** The services of these roles, by ARN; a role can have none. */
  of(
    roles: readonly ExistingRole[],
    annotated: AnnotatedRoles,
  ): Promise<Map<string, RoleService>>;
  /**
   * The service of one role. Does not ask the catalog for all annotations, and
   * not at all for what cannot decide.
   *
   * @param stored - its service so far. With trusted annotations, another whose
   * annotation names several roles becomes its service at the next scan.
   */
  ofOne(role: ExistingRole, stored: string | undefined): Promise<RoleService>;
}

/** References of entities by the role ARNs in their annotations. */
export type AnnotatedRoles = ReadonlyMap<string, readonly string[]>;

const ANNOTATIONS = [ROLE_ARN_ANNOTATION, IAM_ROLE_ARN_ANNOTATION].map(
  name => `metadata.annotations.${name}`,
);

const FIELDS = [
  ...['kind', 'metadata.name', 'metadata.namespace'],
  'metadata.annotations',
];

/** Asks the catalog once, when it is needed first. */
export function annotatedOnce({
  annotated,
}: Pick<RoleServices, 'annotated'>): RoleServices['annotated'] {
  let roles: Promise<AnnotatedRoles> | undefined;
  return () => (roles ??= annotated());
}

export function createRoleServices(options: {
  auth: AuthService;
  catalog: CatalogService;
  ownership: EntityOwnership;
  confirmations: Pick<RoleConfirmations, 'ofRoles'>;
  annotations: SessionManagerConfig['annotations'];
}): RoleServices {
  const { auth, catalog, ownership, confirmations, annotations } = options;

  /** Confirmations decide only about roles that annotations name. */
  async function confirmed(
    roles: readonly ExistingRole[],
    annotated: AnnotatedRoles,
  ): Promise<RoleConfirmation[]> {
    const claimed = roles
      .map(({ role }) => role.arn)
      .filter(arn => annotated.has(arn));
    return claimed.length > 0 && annotations === 'claims'
      ? confirmations.ofRoles(claimed)
      : [];
  }

  return {
    async annotated() {
      const entities = new Map<string, string[]>();
      const pages = catalog.streamEntities(
        {
          filter: ANNOTATIONS.map(name => ({ [name]: CATALOG_FILTER_EXISTS })),
          fields: FIELDS,
        },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      for await (const page of pages) {
        for (const entity of page) {
          for (const arn of annotatedRoles(entity.metadata.annotations).arns) {
            const named = entities.get(arn) ?? [];
            entities.set(arn, [...named, stringifyEntityRef(entity)]);
          }
        }
      }
      return entities;
    },

    of: servicesOf,

    async ofOne(snapshot, stored) {
      const { arn, tags } = snapshot.role;
      const entities = serviceInTags(tags)
        ? []
        : await entitiesNaming(arn, stored);
      const services = await servicesOf(
        [snapshot],
        new Map(entities.length > 0 ? [[arn, entities]] : []),
      );
      return services.get(arn) ?? {};
    },
  };

  async function servicesOf(
    roles: readonly ExistingRole[],
    annotated: AnnotatedRoles,
  ): Promise<Map<string, RoleService>> {
    const confirmedRoles = await confirmed(roles, annotated);
    const services = new Map(
      roles.flatMap(({ role: { arn, tags } }) => {
        const service = serviceOf({
          tagged: serviceInTags(tags),
          annotated: annotated.get(arn) ?? [],
          isTrusted: entityRef =>
            annotations === 'trusted' ||
            confirmedRoles.some(
              one =>
                one.roleArn === arn &&
                one.entityRef === entityRef &&
                one.taggedFor === undefined,
            ),
        });
        return service ? [[arn, service] as const] : [];
      }),
    );
    const refs = [...services.values()].filter(isEntityRef);
    const owners = await ownership.ownersOf(refs);
    return new Map(
      [...services].map(([arn, entityRef]) => [
        arn,
        { entityRef, owner: owners.get(entityRef)?.[0] },
      ]),
    );
  }

  /** The entities whose annotations name a role, as far as they can decide. */
  async function entitiesNaming(
    arn: string,
    stored: string | undefined,
  ): Promise<string[]> {
    if (annotations === 'claims') {
      const confirmedFor = await confirmations.ofRoles([arn]);
      return amongNaming(
        arn,
        confirmedFor.map(({ entityRef }) => entityRef),
      );
    }
    const named = await Promise.all([
      namingAlone(arn),
      amongNaming(arn, stored ? [stored] : []),
    ]);
    return [...new Set(named.flat())];
  }

  /** The catalog finds whole values only, and not one ARN of several. */
  async function namingAlone(arn: string): Promise<string[]> {
    const { items } = await catalog.getEntities(
      {
        filter: ANNOTATIONS.map(name => ({ [name]: arn })),
        fields: FIELDS,
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return refsNaming(arn, items);
  }

  async function amongNaming(
    arn: string,
    entityRefs: string[],
  ): Promise<string[]> {
    if (entityRefs.length === 0) {
      return [];
    }
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: FIELDS },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return refsNaming(arn, items);
  }
}

function refsNaming(
  arn: string,
  entities: ReadonlyArray<Entity | undefined>,
): string[] {
  return entities.flatMap(entity =>
    entity && annotatedRoles(entity.metadata.annotations).arns.includes(arn)
      ? [stringifyEntityRef(entity)]
      : [],
  );
}

/**
 * The service in a role's own tags, or else the first whose annotation is
 * trusted. An annotation alone does not make a role visible to its owner.
 */
function serviceOf(role: {
  tagged: string | undefined;
  annotated: readonly string[];
  isTrusted: (entityRef: string) => boolean;
}): string | undefined {
  return role.tagged ?? role.annotated.filter(role.isTrusted).sort()[0];
}
