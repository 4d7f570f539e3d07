import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  AccountFault,
  ReadinessSummary,
  RoleIdentity,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Reading } from '../cache/SharedReadCache';
import { ReadinessReader } from '../readiness/readinessReader';
import { Deadline } from '../accounts/deadlines';
import { identify, rolesInAnnotations } from './roleIdentity';
import { RoleReader, RoleReading } from './roleReader';
import { TaggedRoleIndex } from './taggedRoles';

/** What is known of the roles of an entity, whoever may see it. */
export interface KnownEntityRoles {
  /** Those of the annotations first. */
  roles: Array<{
    identity: RoleIdentity;
    reading: Reading<RoleReading>;
    /** Absent of what IAM does not have, or where it was not told in time. */
    summary?: Reading<ReadinessSummary>;
  }>;
  incomplete: AccountFault[];
  invalidAnnotations: string[];
  notRead?: { count: number; limit: number };
  /** When each account was searched, in milliseconds since the epoch. */
  searchedAt: number[];
}

/** Puts together what is known of the roles of an entity. */
export interface EntityRolesReader {
  read(entity: Entity, options: ReadOptions): Promise<KnownEntityRoles>;
  /** Whether an annotation or a tag calls a role the entity's. */
  has(entity: Entity, roleArn: string, options: ReadOptions): Promise<boolean>;
}

interface ReadOptions {
  fresh: boolean;
  deadline: Deadline;
}

/** Annotations can name any number of roles, and each is some calls. */
export const MOST_ROLES = 50;

export function createEntityRolesReader(options: {
  accounts: AwsAccounts;
  taggedRoles: TaggedRoleIndex;
  roleReader: RoleReader;
  readiness: Pick<ReadinessReader, 'summarize'>;
}): EntityRolesReader {
  const { accounts, taggedRoles, roleReader, readiness } = options;

  type Read = KnownEntityRoles['roles'];

  async function readRole(
    arn: string,
    foundBy: RoleIdentity['foundBy'],
    { fresh, deadline }: ReadOptions,
  ): Promise<Read[number]> {
    const identity = identify(arn, foundBy, accounts);
    const reading = await deadline.within<Reading<RoleReading>>(
      identity.accountId,
      roleReader.read(arn, { fresh }),
      fault => ({ value: { status: 'fault', fault }, readAt: Date.now() }),
    );
    const { value } = reading;
    // At once: an account that is late leaves no time to begin it after.
    const summary =
      value.status === 'found'
        ? await deadline.within<Reading<ReadinessSummary> | undefined>(
            identity.accountId,
            readiness.summarize(value, { fresh }),
            () => undefined,
          )
        : undefined;
    return { identity, reading, ...(summary && { summary }) };
  }

  /** Reads the roles of each account as soon as that one is searched. */
  async function readTagged(
    entityRef: string,
    annotated: readonly string[],
    how: ReadOptions,
  ) {
    let left = MOST_ROLES - Math.min(MOST_ROLES, annotated.length);
    let count = annotated.length;
    const found = await Promise.all(
      taggedRoles.find(entityRef, how).map(async searching => {
        const searched = await searching;
        const arns = searched.value.roleArns.filter(
          arn => !annotated.includes(arn),
        );
        const some = arns.slice(0, left);
        left -= some.length;
        count += arns.length;
        const roles = await Promise.all(
          some.map(arn => readRole(arn, 'tag', how)),
        );
        return { searched, roles };
      }),
    );
    return {
      searches: found.map(({ searched }) => searched),
      roles: found.flatMap(({ roles }) => roles),
      count,
    };
  }

  /**
   * People look at a service without roles before and after they make its
   * first: that it has none is not told from an older reading.
   */
  async function search(
    entityRef: string,
    annotated: readonly string[],
    how: ReadOptions,
  ): ReturnType<typeof readTagged> {
    const found = await readTagged(entityRef, annotated, how);
    const isWithoutRoles =
      found.count === 0 &&
      found.searches.every(({ value }) => !value.incomplete);
    return isWithoutRoles
      ? readTagged(entityRef, annotated, { ...how, fresh: true })
      : found;
  }

  return {
    async has(entity, roleArn, how) {
      const { arns } = rolesInAnnotations(entity.metadata.annotations);
      if (arns.includes(roleArn)) {
        return true;
      }
      const found = await Promise.all(
        taggedRoles.find(stringifyEntityRef(entity), how),
      );
      return found.some(({ value }) => value.roleArns.includes(roleArn));
    },

    async read(entity, how) {
      const { arns, invalid } = rolesInAnnotations(entity.metadata.annotations);
      const [annotated, { searches, roles, count }] = await Promise.all([
        Promise.all(
          arns
            .slice(0, MOST_ROLES)
            .map(arn => readRole(arn, 'annotation', how)),
        ),
        search(stringifyEntityRef(entity), arns, how),
      ]);
      return {
        roles: [...annotated, ...roles],
        incomplete: searches.flatMap(({ value }) => value.incomplete ?? []),
        invalidAnnotations: invalid,
        ...(count > MOST_ROLES && { notRead: { count, limit: MOST_ROLES } }),
        searchedAt: searches.map(({ readAt }) => readAt),
      };
    },
  };
}
