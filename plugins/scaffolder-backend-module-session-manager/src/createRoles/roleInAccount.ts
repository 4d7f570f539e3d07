import { Change } from 'backstage-plugin-session-manager-common';
import {
  FileRequestContext,
  FileRequestDeps,
  fileRoleRequest,
} from '../createRequest/fileRoleRequest';
import {
  createRole,
  CreateRoleContext,
  CreateRoleDeps,
} from '../createRole/createRole';
import { logDryRun } from '../logPlan';
import { RoleToCreate } from './planRoles';
import { ForeignLogs, RoleResult } from './schema';

/** Dependencies of creating or requesting roles. */
export type CreateRolesDeps = CreateRoleDeps & FileRequestDeps;

/** What creating or requesting a role needs of an action's context. */
export type CreateRolesContext = CreateRoleContext & FileRequestContext;

/** What was done in one account, or would be in a dry run. */
export interface RoleInAccount {
  result: RoleResult;
  foreignLogs?: ForeignLogs;
  /** The result as a sentence for the log. */
  text: string;
  /** Whether sessions on the role start and are logged, as far as known. */
  isReady: boolean;
}

/** Requests the role if its account requires an approval, or else creates it. */
export function roleInAccount(
  deps: CreateRolesDeps,
  ctx: CreateRolesContext,
  role: RoleToCreate,
  reason: string | undefined,
): Promise<RoleInAccount> {
  return role.account.approval
    ? requestIn(deps, ctx, role, reason)
    : createIn(deps, ctx, role);
}

async function requestIn(
  deps: CreateRolesDeps,
  ctx: CreateRolesContext,
  role: RoleToCreate,
  reason: string | undefined,
): Promise<RoleInAccount> {
  const { roleName } = role.spec;
  const { outcome, outputs } = await fileRoleRequest(deps, ctx, {
    ...role.spec,
    reason,
  });
  const { requestId, requestUrl } = outputs;
  const texts = {
    filed: `Requested the role ${roleName}: ${requestUrl}`,
    existing: `The role ${roleName} is already requested: ${requestUrl}`,
    planned: `Would: request the role ${roleName}`,
    'not-required': `No approval is needed for the role ${roleName}`,
  };
  return {
    result: {
      ...subject(role),
      status: 'requested',
      requestId,
      requestUrl,
      bucketPolicyStatements: [],
      keyPolicyStatements: [],
    },
    text: texts[outcome],
    isReady: true,
  };
}

async function createIn(
  deps: CreateRolesDeps,
  ctx: CreateRolesContext,
  role: RoleToCreate,
): Promise<RoleInAccount> {
  const { outputs, provisioned } = await createRole(deps, ctx, role.spec);
  const { bucketPolicyStatements = [], keyPolicyStatements = [] } = outputs;
  const { readiness } = outputs;
  const changes = provisioned?.changes ?? [];
  if (ctx.isDryRun) {
    logDryRun(ctx, changes);
  }
  const status = statusOf(outputs.created, changes);
  return {
    result: {
      ...subject(role),
      status,
      roleArn: outputs.roleArn,
      consoleUrl: outputs.consoleUrl,
      instanceProfileArn: outputs.instanceProfileArn,
      bucketPolicyStatements,
      keyPolicyStatements,
      readiness,
    },
    foreignLogs: bucketPolicyStatements.length > 0 ? logsOf(role) : undefined,
    text: [
      `${statusText(status, ctx.isDryRun)} ${role.spec.roleName}.`,
      readiness && `${readiness.region}: ${readiness.sentence}`,
    ]
      .filter(Boolean)
      .join(' '),
    isReady: !readiness || readiness.state === 'ready',
  };
}

function subject({
  name,
  spec,
}: RoleToCreate): Pick<RoleResult, 'accountId' | 'account' | 'roleName'> {
  const { accountId, roleName } = spec;
  return { accountId, account: name, roleName };
}

function logsOf({ spec }: RoleToCreate): ForeignLogs | undefined {
  const { roleName, accountId, path, s3 } = spec;
  return s3 && { roleName, accountId, path, s3 };
}

function statusOf(
  created: boolean,
  changes: readonly Change[],
): 'created' | 'changed' | 'unchanged' {
  if (created) {
    return 'created';
  }
  return changes.length > 0 ? 'changed' : 'unchanged';
}

function statusText(
  status: 'created' | 'changed' | 'unchanged',
  isDryRun: boolean = false,
): string {
  switch (status) {
    case 'created':
      return isDryRun ? 'Would: create the role' : 'Created the role';
    case 'changed':
      return isDryRun ? 'Would: change the role' : 'Changed the role';
    default:
      return 'No changes to the role';
  }
}
