import {
  EvaluationResult,
  GetRoleCommand,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import { parseArn } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { Permission } from '../awsPermissions/Permission';
import { targets } from '../awsPermissions/inPolicies';
import { awsCode } from '../fault/awsCode';
import { ALLOWED_CODES, EXAMPLE, PERMISSION_PROBES } from './permissionProbes';

/**
 * Whether the portal's credentials have a permission, as far as that can be found
 * out without a change.
 *
 * @public
 */
export type PermissionState = 'allowed' | 'denied' | 'unknown';

const SIMULATE = 'iam:SimulatePrincipalPolicy';

/**
 * Finds out which of these permissions the portal's credentials have in an
 * account, by action. Most are tried by a call that reads little or asks for
 * what does not exist; those for which there is none are decided by the IAM
 * policy simulator, if the credentials may ask it about themselves.
 *
 * @param callerArn - whom AWS takes the credentials for
 *
 * @public
 */
export async function readPermissionStates(
  account: AwsAccount,
  permissions: readonly Permission[],
  callerArn: string,
): Promise<Map<string, PermissionState>> {
  const [region] = account.regions;
  const [tried, simulated] = await Promise.all([
    Promise.all(
      permissions
        .filter(({ action }) => action in PERMISSION_PROBES)
        .map(
          async ({ action }) =>
            [
              action,
              await outcomeOf(PERMISSION_PROBES[action](account, region)),
            ] as const,
        ),
    ),
    simulatedStates(
      account,
      permissions.filter(
        ({ action }) => action !== SIMULATE && !(action in PERMISSION_PROBES),
      ),
      callerArn,
    ),
  ]);
  const states = new Map<string, PermissionState>([...tried, ...simulated]);
  return new Map(
    permissions.map(({ action }) => [action, states.get(action) ?? 'unknown']),
  );
}

async function outcomeOf(call: Promise<unknown>): Promise<PermissionState> {
  try {
    await call;
    return 'allowed';
  } catch (error) {
    return stateOf(error);
  }
}

function stateOf(error: unknown): PermissionState {
  const code = awsCode(error);
  if (ALLOWED_CODES.has(code)) {
    return 'allowed';
  }
  return code === 'AccessDenied' || code === 'UnauthorizedOperation'
    ? 'denied'
    : 'unknown';
}

/** Those that the simulator decides, and whether it may be asked. */
async function simulatedStates(
  account: AwsAccount,
  permissions: readonly Permission[],
  callerArn: string,
): Promise<Array<readonly [string, PermissionState]>> {
  const PolicySourceArn = await policySourceOf(account, callerArn);
  if (!PolicySourceArn) {
    return [];
  }
  const { regions, settings } = account;
  try {
    const groups = [...Map.groupBy(permissions, ({ on }) => on)];
    const states = await Promise.all(
      groups.map(async ([on, group]) => {
        const results: EvaluationResult[] = [];
        for await (const page of paginateSimulatePrincipalPolicy(
          { client: account.iam },
          {
            PolicySourceArn,
            ActionNames: group.map(({ action }) => action),
            ResourceArns: [targets[on](settings)]
              .flat()
              .map(pattern =>
                exampleOf(pattern, regions[0], settings.accountId),
              ),
          },
          callOptions(),
        )) {
          results.push(...(page.EvaluationResults ?? []));
        }
        return results.map(
          result => [result.EvalActionName ?? '', decisionOf(result)] as const,
        );
      }),
    );
    return [...states.flat(), [SIMULATE, 'allowed']];
  } catch (error) {
    return [[SIMULATE, stateOf(error)]];
  }
}

/** A denial that depends on a condition is not one of every call. */
function decisionOf({
  EvalDecision,
  MissingContextValues = [],
}: EvaluationResult): PermissionState {
  if (EvalDecision === 'allowed') {
    return 'allowed';
  }
  return MissingContextValues.length > 0 ? 'unknown' : 'denied';
}

/** One of the resources that match, because the simulator needs an ARN. */
function exampleOf(pattern: string, region: string, accountId: string): string {
  const [arn, partition, service, place, owner, ...resource] =
    pattern.split(':');
  return [
    arn,
    partition,
    service,
    place === '*' ? region : place,
    owner === '*' ? accountId : owner,
    resource.join(':').replace('*', EXAMPLE),
  ].join(':');
}

/**
 * The role or user that has the policies, if it can be found out. The ARN of a
 * session lacks the path of its role.
 */
async function policySourceOf(
  { iam }: Pick<AwsAccount, 'iam'>,
  callerArn: string,
): Promise<string | undefined> {
  const resource = parseArn(callerArn)?.resource ?? '';
  const [, RoleName] = /^assumed-role\/([^/]+)\//.exec(resource) ?? [];
  if (!RoleName) {
    return resource.startsWith('user/') ? callerArn : undefined;
  }
  try {
    const { Role } = await iam.send(
      new GetRoleCommand({ RoleName }),
      callOptions(),
    );
    return Role?.Arn;
  } catch {
    return undefined;
  }
}
