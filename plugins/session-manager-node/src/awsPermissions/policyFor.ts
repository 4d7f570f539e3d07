import {
  PolicyDocument,
  PolicyStatement,
} from 'backstage-plugin-session-manager-common';
import { limits, targets } from './inPolicies';
import {
  Permission,
  PermissionLimit,
  PermissionScope,
  PermissionTarget,
} from './Permission';

/**
 * Returns the policy that allows exactly these permissions in an account.
 *
 * @param account - whose account it is; absent: the role's
 *
 * @public
 */
export function policyFor(
  permissions: readonly Permission[],
  scope: PermissionScope,
  account?: Permission['account'],
): PolicyDocument {
  const groups = new Map<string, Permission[]>();
  for (const permission of permissions) {
    if (permission.account !== account || !isNeeded(permission, scope)) {
      continue;
    }
    const sid = sidOf(permission, scope);
    groups.set(sid, [...(groups.get(sid) ?? []), permission]);
  }
  return {
    Version: '2012-10-17',
    Statement: [...groups].map(([sid, group]) => statement(sid, group, scope)),
  };
}

function isNeeded(
  { boundary }: Permission,
  { permissionsBoundaryArn }: PermissionScope,
): boolean {
  return boundary !== 'without' || permissionsBoundaryArn === undefined;
}

const SIDS: Record<PermissionTarget, string> = {
  everything: 'OnEverything',
  'any-role': 'OnAnyRole',
  'any-policy': 'OnAnyPolicy',
  'any-policy-of-aws-too': 'OnAnyPolicy',
  'any-profile': 'OnAnyInstanceProfile',
  'own-role': 'OnOwnRoles',
  'own-policy': 'OnOwnPolicies',
  'own-profile': 'OnOwnInstanceProfiles',
  'any-instance': 'OnInstances',
  'any-node': 'OnNodes',
  'allowed-bucket': 'OnBuckets',
  'allowed-key': 'OnKeys',
  'any-bucket': 'OnAnyBucket',
  'any-key': 'OnAnyKey',
  preferences: 'OnPreferences',
  'service-settings': 'OnServiceSettings',
  'portal-role': 'OnThePortalsRoles',
};

const LIMIT_SIDS: Record<PermissionLimit, string> = {
  'own-policy': 'WithOwnPolicies',
  'own-profile': 'WithOwnInstanceProfiles',
  'to-ec2': 'ToEc2',
  'to-ssm': 'ToSystemsManager',
};

function sidOf(permission: Permission, scope: PermissionScope): string {
  return [
    SIDS[permission.on],
    permission.only ? LIMIT_SIDS[permission.only] : '',
    isBounded(permission, scope) ? 'WithinTheBoundary' : '',
  ].join('');
}

function isBounded(
  { boundary }: Permission,
  { permissionsBoundaryArn }: PermissionScope,
): boolean {
  return boundary === 'within' && permissionsBoundaryArn !== undefined;
}

function statement(
  Sid: string,
  group: readonly Permission[],
  scope: PermissionScope,
): PolicyStatement {
  const [first] = group;
  const conditions = [
    ...(first.only ? [limits[first.only](scope)] : []),
    ...(isBounded(first, scope)
      ? [
          {
            StringEquals: {
              'iam:PermissionsBoundary': scope.permissionsBoundaryArn ?? '',
            },
          },
        ]
      : []),
  ];
  return {
    Sid,
    Effect: 'Allow',
    Action: group.map(({ action }) => action).sort(),
    Resource: targets[first.on](scope),
    ...(conditions.length > 0
      ? { Condition: Object.assign({}, ...conditions) }
      : {}),
  };
}
