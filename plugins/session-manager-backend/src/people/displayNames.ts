import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** The name of an entity or a service, for people. */
export type NameOf = (ref: string) => string;

/** The subjects of Backstage's service credentials. */
const SERVICE = /^(?:plugin|external):(.+)$/;

/**
 * Reads the names of entities from the catalog: of users and groups those of their
 * profile, of others their titles. Without them, and if the catalog cannot be read,
 * the name is that in the ref.
 */
export async function displayNames(
  refs: readonly string[],
  {
    auth,
    catalog,
    logger,
  }: { auth: AuthService; catalog: CatalogService; logger: LoggerService },
): Promise<NameOf> {
  const entityRefs = [...new Set(refs)].filter(isEntityRef);
  const names = new Map<string, string | undefined>();
  try {
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata', 'spec.profile'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    entityRefs.forEach((ref, place) => names.set(ref, titleOf(items[place])));
  } catch (error) {
    logger.warn(`The names of ${entityRefs.join(', ')} are unknown: ${error}`);
  }
  return ref => names.get(ref) ?? nameIn(ref);
}

function titleOf(entity: Entity | undefined): string | undefined {
  const profile = entity?.spec?.profile;
  const name =
    profile && typeof profile === 'object' && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return typeof name === 'string' && name ? name : entity?.metadata.title;
}

function nameIn(ref: string): string {
  const service = SERVICE.exec(ref)?.[1];
  if (service) {
    return `service ${service}`;
  }
  return isEntityRef(ref) ? parseEntityRef(ref).name : ref;
}

function isEntityRef(ref: string): boolean {
  return /^[a-z]+:[^:/]+\/[^:/]+$/i.test(ref);
}
