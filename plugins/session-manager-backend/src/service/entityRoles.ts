import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityRoles,
  FaultyRole,
  FoundRole,
  MissingRole,
  RoleIdentity,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Reading } from '../cache/readThrough';
import { ReadinessReader } from '../readiness/readinessReader';
import { identify, rolesInAnnotations } from './roleIdentity';
import { RoleReader, RoleReading } from './roleReader';
import { TaggedRoleIndex, TaggedRoles } from './taggedRoles';

/** Puts together what is known of the roles of an entity. */
export interface EntityRolesReader {
  read(entity: Entity, options: { fresh: boolean }): Promise<EntityRoles>;
  /** Whether a role is the entity's, by annotation or tag. */
  has(
    entity: Entity,
    roleArn: string,
    options: { fresh: boolean },
  ): Promise<boolean>;
}

export function createEntityRolesReader(options: {
  accounts: AwsAccounts;
  taggedRoles: TaggedRoleIndex;
  roleReader: RoleReader;
  readiness: ReadinessReader;
}): EntityRolesReader {
  const { accounts, taggedRoles, roleReader, readiness } = options;

  const readRoles = (
    arns: readonly string[],
    foundBy: RoleIdentity['foundBy'],
    fresh: boolean,
  ): Promise<Reading<RoleStatus>[]> =>
    Promise.all(
      arns.map(async arn => {
        const { value, readAt } = await roleReader.read(arn, { fresh });
        const status = await withReadiness({ value, readAt }, fresh);
        return {
          value: { ...identify(arn, foundBy, accounts), ...status.value },
          readAt: status.readAt,
        };
      }),
    );

  async function withReadiness(
    { value, readAt }: Reading<RoleReading>,
    fresh: boolean,
  ): Promise<Reading<FoundRole | MissingRole | FaultyRole>> {
    if (value.status !== 'found') {
      return { value, readAt };
    }
    const { told, ...role } = value;
    const summary = await readiness.summarize(value, { fresh });
    return {
      value: { ...role, readiness: summary.value },
      readAt: Math.min(readAt, summary.readAt),
    };
  }

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

  async function readTagged(
    entityRef: string,
    annotated: readonly string[],
    fresh: boolean,
  ) {
    const searches = await search(entityRef, annotated, fresh);
    const arns = searches
      .flatMap(({ value }) => value.roleArns)
      .filter(arn => !annotated.includes(arn));
    return { searches, roles: await readRoles(arns, 'tag', fresh) };
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
      const [annotated, tagged] = await Promise.all([
        readRoles(arns, 'annotation', fresh),
        readTagged(stringifyEntityRef(entity), arns, fresh),
      ]);
      const roles = [...annotated, ...tagged.roles];
      return {
        roles: roles.map(({ value }) => value),
        incomplete: tagged.searches.flatMap(
          ({ value }) => value.incomplete ?? [],
        ),
        invalidAnnotations: invalid,
        checkedAt: oldest([...roles, ...tagged.searches]),
      };
    },
  };
}

function oldest(readings: readonly Reading<unknown>[]): string {
  const times = readings.map(({ readAt }) => readAt);
  return new Date(Math.min(Date.now(), ...times)).toISOString();
}
