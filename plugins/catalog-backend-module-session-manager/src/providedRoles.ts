import { createHash } from 'node:crypto';
import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  canonicalJson,
  ROLE_ENTITY_TYPE,
} from 'backstage-plugin-session-manager-common';
import {
  ACCOUNT_ANNOTATION,
  ARN_ANNOTATION,
  ROLES_LOCATION,
} from './roleEntity';

/** The entity of a role that the catalog has. */
export interface ProvidedRole {
  accountId: string | undefined;
  hash: string;
}

/** Entities by their references. */
export type ProvidedRoles = ReadonlyMap<string, ProvidedRole>;

/**
 * Reads the entities that this provider has provided. The catalog is asked,
 * because it is the same for all replicas and remains after a restart.
 */
export async function readProvidedRoles(options: {
  auth: AuthService;
  catalog: CatalogService;
}): Promise<ProvidedRoles> {
  const { auth, catalog } = options;
  const provided = new Map<string, ProvidedRole>();
  const pages = catalog.streamEntities(
    {
      filter: {
        kind: 'Resource',
        'spec.type': ROLE_ENTITY_TYPE,
        [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: ROLES_LOCATION,
      },
      fields: ['kind', 'metadata', 'spec'],
    },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  for await (const entities of pages) {
    for (const entity of entities) {
      provided.set(stringifyEntityRef(entity), {
        accountId: entity.metadata.annotations?.[ACCOUNT_ANNOTATION],
        hash: entityHash(entity),
      });
    }
  }
  return provided;
}

/** The hash of all that an entity has from its role. */
export function entityHash({ metadata, spec }: Entity): string {
  const { title, description, labels, links, annotations } = metadata;
  const content = canonicalJson({
    ...{ title, description, labels, links, spec },
    arn: annotations?.[ARN_ANNOTATION],
    accountId: annotations?.[ACCOUNT_ANNOTATION],
  });
  return createHash('sha256').update(content).digest('hex');
}
