import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  DEFAULT_NAMESPACE,
  parseEntityRef,
  ResourceEntity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  FleetRole,
  roleConsoleUrl,
  roleOfArn,
  ROLE_ENTITY_TYPE,
  ROLE_STATE_LABEL,
} from 'backstage-plugin-session-manager-common';
import { RoleEntityConfig } from './roleEntityConfig';
import { roleEntityName } from './roleEntityName';

/** Where the catalog says that the entities come from. */
export const ROLES_LOCATION = 'session-manager:roles';

/**
 * The annotations of Backstage for entities that are a resource in AWS. They are
 * not those by which a service names its roles, so that the entity of a role does
 * not become the service of the role.
 */
export const ARN_ANNOTATION = 'amazonaws.com/arn';
export const ACCOUNT_ANNOTATION = 'amazonaws.com/account-id';

/** The entity of a role; undefined if it has no owner, which entities need. */
export function roleEntity(
  role: FleetRole,
  { appUrl, defaultOwner }: Pick<RoleEntityConfig, 'appUrl' | 'defaultOwner'>,
): ResourceEntity | undefined {
  const { accountId, roleArn, roleName, state } = role;
  const service = entityRefIn(role.entityRef);
  const owner = role.owner ?? defaultOwner;
  if (!owner) {
    return undefined;
  }
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: roleEntityName(role),
      namespace: DEFAULT_NAMESPACE,
      title: roleName,
      description: descriptionOf(role),
      labels: { [ROLE_STATE_LABEL]: state },
      annotations: {
        [ANNOTATION_LOCATION]: ROLES_LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: ROLES_LOCATION,
        [ARN_ANNOTATION]: roleArn,
        [ACCOUNT_ANNOTATION]: accountId,
      },
      links: linksOf(role, appUrl),
    },
    spec: {
      type: ROLE_ENTITY_TYPE,
      owner,
      ...(service && { dependencyOf: [service] }),
    },
  };
}

function descriptionOf({ accountId, accountName, sentence }: FleetRole) {
  const account = accountName
    ? `${accountName} (${accountId})`
    : `account ${accountId}`;
  return `Session Manager role in ${account}. ${sentence}`;
}

function linksOf(
  { accountId, roleArn, roleName }: FleetRole,
  appUrl: string,
): ResourceEntity['metadata']['links'] {
  const query = new URLSearchParams({ account: accountId, q: roleName });
  const { partition } = roleOfArn(roleArn) ?? {};
  const consoleUrl = partition && roleConsoleUrl(partition, roleName);
  return [
    {
      title: 'Session Manager',
      url: `${appUrl}/session-manager/roles?${query}`,
    },
    ...(consoleUrl ? [{ title: 'AWS console', url: consoleUrl }] : []),
  ];
}

/** A tag in AWS can contain any text. */
function entityRefIn(text: string | undefined): string | undefined {
  try {
    return text && stringifyEntityRef(parseEntityRef(text));
  } catch {
    return undefined;
  }
}
