import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  AccountFault,
  RoleIdentity,
  serviceInTags,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Reading } from '../cache/SharedReadCache';
import { ReadinessReader, RoleSummary } from '../readiness/readinessReader';
import { Deadline } from '../accounts/deadlines';
import { searchAccounts, SearchedAccount } from '../accounts/searchAccounts';
import { StoredRole, StoredRoles, StoredSearch } from '../fleet/StoredRoles';
import { describeStored } from './storedEntityRole';
import { roleOf } from '../input/roleOf';
import { identify, rolesInAnnotations } from './roleIdentity';
import { readInTime, RoleReader, RoleReading } from './roleReader';
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

/** Reads the roles of an entity: from the store, or where it is not current, AWS. */
export interface EntityRolesReader {
  read(entity: Entity, options: ReadOptions): Promise<KnownEntityRoles>;
  /** Whether an annotation or a tag assigns the role to the entity. */
  has(entity: Entity, roleArn: string, options: ReadOptions): Promise<boolean>;
}

interface ReadOptions {
  /** Ask AWS, even if the store is current. */
  fresh: boolean;
  deadline: Deadline;
}

/** Limits the calls, because annotations can name any number of roles. */
export const MAX_ROLES = 50;

interface ReaderParts {
  accounts: AwsAccounts;
  storedRoles: StoredRoles;
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
  parts: ReaderParts,
  entity: Entity,
  roleArn: string,
  how: ReadOptions,
): Promise<boolean> {
  const { arns } = rolesInAnnotations(entity.metadata.annotations);
  if (arns.includes(roleArn)) {
    return true;
  }
  const found = await Promise.all(
    searchEach(parts, await openSearch(parts, entity), how),
  );
  if (found.some(({ value }) => value.roleArns.includes(roleArn))) {
    return true;
  }
  const { accountId } = roleOf(roleArn);
  const isSearched = found.every(
    ({ value }) => value.incomplete?.accountId !== accountId,
  );
  return !isSearched && isTaggedInAws(parts, entity, roleArn, how);
}

/** Asks for the role itself, because its account could not be searched. */
async function isTaggedInAws(
  { roleReader }: ReaderParts,
  entity: Entity,
  roleArn: string,
  how: ReadOptions,
): Promise<boolean> {
  const { value: role } = await readInTime(roleReader, roleArn, how);
  return (
    role.status === 'found' &&
    serviceInTags(role.snapshot.role.tags) === stringifyEntityRef(entity)
  );
}

async function readRoles(
  parts: ReaderParts,
  entity: Entity,
  how: ReadOptions,
): Promise<KnownEntityRoles> {
  const { arns, invalid } = rolesInAnnotations(entity.metadata.annotations);
  const search = await openSearch(parts, entity);
  const some = arns.slice(0, MAX_ROLES);
  const stored = how.fresh
    ? new Map<string, StoredRole>()
    : await parts.storedRoles.read([
        ...some,
        ...storedOnly(search, arns).slice(0, MAX_ROLES - some.length),
      ]);
  const read = (arn: string, foundBy: RoleIdentity['foundBy']) =>
    readRole(parts, { arn, foundBy, stored: stored.get(arn) }, how);
  const [annotated, tagged] = await Promise.all([
    Promise.all(some.map(arn => read(arn, 'annotation'))),
    readTagged(searchEach(parts, search, how), arns, arn => read(arn, 'tag')),
  ]);
  const { searches, roles, count } = tagged;
  return {
    // A role may have been tagged with another service meanwhile, or deleted.
    roles: [...annotated, ...roles.filter(role => isTagged(role, entity))],
    incomplete: searches.flatMap(({ value }) => value.incomplete ?? []),
    invalidAnnotations: invalid,
    ...(count > MAX_ROLES && { notRead: { count, limit: MAX_ROLES } }),
    searchedAt: searches.map(({ readAt }) => readAt),
  };
}

function isTagged({ reading }: KnownEntityRole, entity: Entity): boolean {
  const { value } = reading;
  return value.status === 'found'
    ? serviceInTags(value.snapshot.role.tags) === stringifyEntityRef(entity)
    : value.status === 'fault';
}

/** What is searched for, and what the store knows of it. */
interface Search {
  entityRef: string;
  stored: readonly StoredSearch[];
}

async function openSearch(
  { storedRoles }: ReaderParts,
  entity: Entity,
): Promise<Search> {
  const entityRef = stringifyEntityRef(entity);
  return { entityRef, stored: await storedRoles.search(entityRef) };
}

/** The roles that the store has in addition to those of annotations. */
function storedOnly(
  { stored }: Search,
  annotated: readonly string[],
): string[] {
  return stored
    .flatMap(({ roleArns }) => roleArns)
    .filter(arn => !annotated.includes(arn));
}

/** Each account as soon as it is searched, in the configured order. */
function searchEach(
  { accounts, taggedRoles }: ReaderParts,
  { entityRef, stored }: Search,
  { fresh, deadline }: ReadOptions,
): Promise<Reading<TaggedRoles>>[] {
  return searchAccounts(
    accounts,
    { deadline },
    async account => {
      const known = stored.find(
        ({ accountId }) =>
          // The only account, if none is configured.
          accountId === (account.accountId ?? accountId),
      );
      if (known && !fresh) {
        return fromStore(known, account);
      }
      const { value, readAt } = await taggedRoles.find(account, entityRef, {
        fresh,
      });
      // Those that were the entity's are read again, too.
      const roleArns = [...value.roleArns, ...(known?.roleArns ?? [])];
      return { value: { ...value, roleArns: [...new Set(roleArns)] }, readAt };
    },
    (incomplete): TaggedRoles => ({ roleArns: [], incomplete }),
  );
}

function fromStore(
  { accountId, roleArns, readAt, fault }: StoredSearch,
  { name }: SearchedAccount,
): Reading<TaggedRoles> {
  return {
    value: {
      roleArns,
      ...(fault && { incomplete: { accountId, accountName: name, fault } }),
    },
    readAt,
  };
}

/** Reads the roles of each account as soon as that account is searched. */
async function readTagged(
  searching: Promise<Reading<TaggedRoles>>[],
  annotated: readonly string[],
  read: (arn: string) => Promise<KnownEntityRole>,
) {
  let left = MAX_ROLES - Math.min(MAX_ROLES, annotated.length);
  let count = annotated.length;
  const found = await Promise.all(
    searching.map(async search => {
      const searched = await search;
      const arns = searched.value.roleArns.filter(
        arn => !annotated.includes(arn),
      );
      const some = arns.slice(0, left);
      left -= some.length;
      count += arns.length;
      return { searched, roles: await Promise.all(some.map(read)) };
    }),
  );
  return {
    searches: found.map(({ searched }) => searched),
    roles: found.flatMap(({ roles }) => roles),
    /** Includes those of annotations. */
    count,
  };
}

async function readRole(
  { accounts, roleReader, readiness }: ReaderParts,
  role: {
    arn: string;
    foundBy: RoleIdentity['foundBy'];
    stored: StoredRole | undefined;
  },
  how: ReadOptions,
): Promise<KnownEntityRole> {
  const identity = identify(role.arn, role.foundBy, accounts);
  const known = role.stored && describeStored(role.stored);
  if (known) {
    return { identity, ...known };
  }
  const reading = await readInTime(roleReader, role.arn, how);
  const { value } = reading;
  // Starts immediately, because a late account leaves no time afterwards.
  const summary =
    value.status === 'found'
      ? await how.deadline.within<Reading<RoleSummary> | undefined>(
          identity.accountId,
          readiness.summarize(value, how),
          () => undefined,
        )
      : undefined;
  return { identity, reading, ...(summary && { summary }) };
}
