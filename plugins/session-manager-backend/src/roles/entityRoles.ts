import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  AccountFault,
  RoleIdentity,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Reading } from '../cache/SharedReadCache';
import { ReadinessReader, RoleSummary } from '../readiness/readinessReader';
import { Deadline } from '../accounts/deadlines';
import { identify, rolesInAnnotations } from './roleIdentity';
import { RoleReader, RoleReading } from './roleReader';
import { TaggedRoleIndex, TaggedRoles } from './taggedRoles';

/** A role of an entity that was read. */
export interface KnownEntityRole {
  identity: RoleIdentity;
  reading: Reading<RoleReading>;
  /** Absent if IAM does not have the role, or it was not read in time. */
  summary?: Reading<RoleSummary>;
}

/** The roles of an entity that were read, before filtering for the caller. */
export interface KnownEntityRoles {
  /** Those of the annotations first. */
  roles: KnownEntityRole[];
  incomplete: AccountFault[];
  invalidAnnotations: string[];
  notRead?: { count: number; limit: number };
  /** When each account was searched, in milliseconds since the epoch. */
  searchedAt: number[];
}

/** Reads the roles of an entity. */
export interface EntityRolesReader {
  read(entity: Entity, options: ReadOptions): Promise<KnownEntityRoles>;
  /** Whether an annotation or a tag assigns the role to the entity. */
  has(entity: Entity, roleArn: string, options: ReadOptions): Promise<boolean>;
}

interface ReadOptions {
  fresh: boolean;
  deadline: Deadline;
}

/** Limits the calls, because annotations can name any number of roles. */
export const MAX_ROLES = 50;

interface ReaderParts {
  accounts: AwsAccounts;
  taggedRoles: TaggedRoleIndex;
  roleReader: RoleReader;
  readiness: Pick<ReadinessReader, 'summarize'>;
}

export function createEntityRolesReader(parts: ReaderParts): EntityRolesReader {
  return {
    has: (entity, roleArn, how) => hasRole(parts, entity, roleArn, how),
    read: (entity, how) => readRoles(parts, entity, how),
  };
}

async function hasRole(
  { taggedRoles }: ReaderParts,
  entity: Entity,
  roleArn: string,
  how: ReadOptions,
): Promise<boolean> {
  const { arns } = rolesInAnnotations(entity.metadata.annotations);
  if (arns.includes(roleArn)) {
    return true;
  }
  const found = await Promise.all(
    taggedRoles.find(stringifyEntityRef(entity), how),
  );
  return found.some(({ value }) => value.roleArns.includes(roleArn));
}

async function readRoles(
  parts: ReaderParts,
  entity: Entity,
  how: ReadOptions,
): Promise<KnownEntityRoles> {
  const { arns, invalid } = rolesInAnnotations(entity.metadata.annotations);
  const [annotated, { searches, roles, count }] = await Promise.all([
    Promise.all(
      arns
        .slice(0, MAX_ROLES)
        .map(arn => readRole(parts, arn, 'annotation', how)),
    ),
    search(parts, stringifyEntityRef(entity), arns, how),
  ]);
  return {
    roles: [...annotated, ...roles],
    incomplete: searches.flatMap(({ value }) => value.incomplete ?? []),
    invalidAnnotations: invalid,
    ...(count > MAX_ROLES && { notRead: { count, limit: MAX_ROLES } }),
    searchedAt: searches.map(({ readAt }) => readAt),
  };
}

interface Search {
  searches: Reading<TaggedRoles>[];
  roles: KnownEntityRole[];
  /** Includes those of annotations. */
  count: number;
}

/**
 * Users view a service without roles just before and after they create its
 * first role, so its absence is never reported from an older reading.
 */
async function search(
  parts: ReaderParts,
  entityRef: string,
  annotated: readonly string[],
  how: ReadOptions,
): Promise<Search> {
  const found = await readTagged(parts, entityRef, annotated, how);
  const isWithoutRoles =
    found.count === 0 && found.searches.every(({ value }) => !value.incomplete);
  return isWithoutRoles
    ? readTagged(parts, entityRef, annotated, { ...how, fresh: true })
    : found;
}

/** Reads the roles of each account as soon as that account is searched. */
async function readTagged(
  parts: ReaderParts,
  entityRef: string,
  annotated: readonly string[],
  how: ReadOptions,
): Promise<Search> {
  let left = MAX_ROLES - Math.min(MAX_ROLES, annotated.length);
  let count = annotated.length;
  const found = await Promise.all(
    parts.taggedRoles.find(entityRef, how).map(async searching => {
      const searched = await searching;
      const arns = searched.value.roleArns.filter(
        arn => !annotated.includes(arn),
      );
      const some = arns.slice(0, left);
      left -= some.length;
      count += arns.length;
      const roles = await Promise.all(
        some.map(arn => readRole(parts, arn, 'tag', how)),
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

async function readRole(
  { accounts, roleReader, readiness }: ReaderParts,
  arn: string,
  foundBy: RoleIdentity['foundBy'],
  { fresh, deadline }: ReadOptions,
): Promise<KnownEntityRole> {
  const identity = identify(arn, foundBy, accounts);
  const reading = await deadline.within<Reading<RoleReading>>(
    identity.accountId,
    roleReader.read(arn, { fresh }),
    fault => ({ value: { status: 'fault', fault }, readAt: Date.now() }),
  );
  const { value } = reading;
  // Starts immediately, because a late account leaves no time afterwards.
  const summary =
    value.status === 'found'
      ? await deadline.within<Reading<RoleSummary> | undefined>(
          identity.accountId,
          readiness.summarize(value, { fresh }),
          () => undefined,
        )
      : undefined;
  return { identity, reading, ...(summary && { summary }) };
}
