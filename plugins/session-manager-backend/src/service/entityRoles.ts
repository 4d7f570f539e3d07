import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityRoles,
  RoleIdentity,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Reading } from '../cache/readThrough';
import { identify, rolesInAnnotations } from './roleIdentity';
import { RoleReader } from './roleReader';
import { TaggedRoleIndex, TaggedRoles } from './taggedRoles';

/** Puts together what is known of the roles of an entity. */
export interface EntityRolesReader {
  read(entity: Entity, options: { fresh: boolean }): Promise<EntityRoles>;
}

export function createEntityRolesReader(options: {
  accounts: AwsAccounts;
  taggedRoles: TaggedRoleIndex;
  roleReader: RoleReader;
}): EntityRolesReader {
  const { accounts, taggedRoles, roleReader } = options;

  const readRoles = (
    arns: readonly string[],
    foundBy: RoleIdentity['foundBy'],
    fresh: boolean,
  ): Promise<Reading<RoleStatus>[]> =>
    Promise.all(
      arns.map(async arn => {
        const { value, readAt } = await roleReader.read(arn, { fresh });
        return {
          value: { ...identify(arn, foundBy, accounts), ...value },
          readAt,
        };
      }),
    );

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
