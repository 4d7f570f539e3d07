import { Tags } from '../role/RoleSnapshot';
import { ENTITY_REF_TAG } from '../roleSpec/ownershipTags';

/**
 * What an annotation is worth that names a role: `trusted`, it makes the role
 * the entity's; `claims`, it says so, and whoever owns the entity may write it,
 * so that the role's own tags or a confirmation have to agree.
 *
 * @public
 */
export type AnnotationTrust = 'trusted' | 'claims';

/**
 * What a role is to an entity. `claimed`: only an annotation says that it is
 * the entity's. `other`: nothing says so.
 *
 * @public
 */
export type RoleRelation = 'own' | 'claimed' | 'other';

/**
 * That somebody who may do so has confirmed that a role is an entity's.
 *
 * @public
 */
export interface RoleConfirmation {
  roleArn: string;
  entityRef: string;
  /**
   * The service that the role's tags named then. Where they name another since,
   * the role may be another, and the confirmation does not count.
   */
  taggedFor?: string;
  confirmedBy: string;
  /** ISO 8601. */
  confirmedAt: string;
}

/**
 * The service that a role is for by its own tags, as entity references are
 * compared: in lower case.
 *
 * @public
 */
export function serviceInTags(tags: Tags): string | undefined {
  return tags[ENTITY_REF_TAG]?.toLocaleLowerCase('en-US') || undefined;
}

/**
 * Decides what a role is to an entity. Everything that shows a role for an
 * entity goes by it.
 *
 * @public
 */
export function roleRelation(options: {
  entityRef: string;
  /** The role's own. */
  tags: Tags;
  /** Whether an annotation of the entity names the role. */
  isAnnotated: boolean;
  annotations: AnnotationTrust;
  /** That this role is this entity's, if anybody confirmed it. */
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
