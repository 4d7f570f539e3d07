import { Tags } from '../role/RoleSnapshot';
import { ENTITY_REF_TAG, managerOf } from '../roleSpec/ownershipTags';

/**
 * The trust in annotations that name a role. With `trusted`, an annotation
 * assigns the role to the entity. With `claims`, it does not suffice, because
 * the owner of the entity can write it: the role's tags or a confirmation must
 * agree.
 *
 * @public
 */
export type AnnotationTrust = 'trusted' | 'claims';

/**
 * The relation of a role to an entity. `claimed`: only an annotation assigns it
 * to the entity. `other`: nothing does.
 *
 * @public
 */
export type RoleRelation = 'own' | 'claimed' | 'other';

/**
 * A confirmation, by an authorized person, that a role belongs to an entity.
 *
 * @public
 */
export interface RoleConfirmation {
  roleArn: string;
  entityRef: string;
  /**
   * The service in the role's tags at that time. If it has changed, the role
   * may be a different one, and the confirmation is not valid.
   */
  taggedFor?: string;
  confirmedBy: string;
  /** When it was confirmed (ISO 8601). */
  confirmedAt: string;
}

/**
 * Returns the service in the role's tags, in lower case as entity refs are
 * compared.
 *
 * @public
 */
export function serviceInTags(tags: Tags): string | undefined {
  return tags[ENTITY_REF_TAG]?.toLocaleLowerCase('en-US') || undefined;
}

/**
 * Returns the service that a resource belongs to, if the portal or a tool with
 * its files created the resource for one.
 *
 * @public
 */
export function managedService(tags: Tags): string | undefined {
  return managerOf(tags) ? serviceInTags(tags) : undefined;
}

/**
 * Determines the relation of a role to an entity, for everything that displays
 * roles of an entity.
 *
 * @public
 */
export function roleRelation(options: {
  entityRef: string;
  /** The role's tags. */
  tags: Tags;
  /** Whether an annotation of the entity names the role. */
  isAnnotated: boolean;
  annotations: AnnotationTrust;
  /** The confirmation for this role and entity, if there is one. */
  confirmation?: Pick<RoleConfirmation, 'taggedFor'>;
}): RoleRelation {
  const { entityRef, tags, isAnnotated, annotations, confirmation } = options;
  const service = serviceInTags(tags);
  if (service === entityRef.toLocaleLowerCase('en-US')) {
    return 'own';
  }
  if (!isAnnotated) {
    return 'other';
  }
  const isConfirmed =
    confirmation !== undefined && confirmation.taggedFor === service;
  return annotations === 'trusted' || isConfirmed ? 'own' : 'claimed';
}
