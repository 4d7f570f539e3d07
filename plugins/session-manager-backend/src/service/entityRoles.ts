import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  AccountFault,
  RoleIdentity,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Reading } from '../cache/readThrough';
import { identify, rolesInAnnotations } from './roleIdentity';
import { RoleReader, RoleReading } from './roleReader';
import { TaggedRoleIndex, TaggedRoles } from './taggedRoles';

/** What is known of the roles of an entity, whoever may see it. */
export interface KnownEntityRoles {
  /** Those of the annotations first. */
  roles: Array<{ identity: RoleIdentity; reading: Reading<RoleReading> }>;
  incomplete: AccountFault[];
  invalidAnnotations: string[];
  notRead?: { count: number; limit: number };
  /** When each account was searched, in milliseconds since the epoch. */
  searchedAt: number[];
}

/** Puts together what is known of the roles of an entity. */
export interface EntityRolesReader {
  read(entity: Entity, options: { fresh: boolean }): Promise<KnownEntityRoles>;
  /** Whether an annotation or a tag calls a role the entity's. */
  has(
    entity: Entity,
    roleArn: string,
    options: { fresh: boolean },
  ): Promise<boolean>;
}

/** Annotations can name any number of roles, and each is some calls. */
export const MOST_ROLES = 50;

export function createEntityRolesReader(options: {
  accounts: AwsAccounts;
  taggedRoles: TaggedRoleIndex;
  roleReader: RoleReader;
}): EntityRolesReader {
  const { accounts, taggedRoles, roleReader } = options;

  /**
   * People look at a service without roles before and after they make its
   * first: that it has none is not told from an older reading.
   */
  async function search(
    entityRef: string,
    annotated: readonly string[],
    fresh: boolean,
  ): Promise<Reading<TaggedRoles>[]> {
    const found = await taggedRoles.find(entityRef, { fresh });
    const isWithoutRoles =
      annotated.length === 0 &&
      found.every(
        ({ value }) => !value.incomplete && value.roleArns.length === 0,
      );
    return isWithoutRoles
      ? taggedRoles.find(entityRef, { fresh: true })
      : found;
  }

  return {
    async has(entity, roleArn, { fresh }) {
      const { arns } = rolesInAnnotations(entity.metadata.annotations);
      if (arns.includes(roleArn)) {
        return true;
      }
      const found = await taggedRoles.find(stringifyEntityRef(entity), {
        fresh,
      });
      return found.some(({ value }) => value.roleArns.includes(roleArn));
    },

    async read(entity, { fresh }) {
      const { arns, invalid } = rolesInAnnotations(entity.metadata.annotations);
      const read = (some: readonly string[]) =>
        Promise.all(
          some.map(async arn => ({
            identity: identify(
              arn,
              arns.includes(arn) ? 'annotation' : 'tag',
              accounts,
            ),
            reading: await roleReader.read(arn, { fresh }),
          })),
        );
      // Annotated roles are read while the accounts are searched.
      const [annotated, searches] = await Promise.all([
        read(arns.slice(0, MOST_ROLES)),
        search(stringifyEntityRef(entity), arns, fresh),
      ]);
      const tagged = searches
        .flatMap(({ value }) => value.roleArns)
        .filter(arn => !arns.includes(arn));
      const count = arns.length + tagged.length;
      return {
        roles: [
          ...annotated,
          ...(await read(tagged.slice(0, MOST_ROLES - annotated.length))),
        ],
        incomplete: searches.flatMap(({ value }) => value.incomplete ?? []),
        invalidAnnotations: invalid,
        ...(count > MOST_ROLES && { notRead: { count, limit: MOST_ROLES } }),
        searchedAt: searches.map(({ readAt }) => readAt),
      };
    },
  };
}
