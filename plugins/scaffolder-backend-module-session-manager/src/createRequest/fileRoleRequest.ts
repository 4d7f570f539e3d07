import { RootConfigService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  requestPath,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  SessionManagerService,
} from 'backstage-plugin-session-manager-node';

/** Dependencies of filing a request. */
export interface FileRequestDeps {
  accounts: AwsAccounts;
  config: RootConfigService;
  sessionManager: SessionManagerService;
}

/** What filing a request needs of an action's context. */
export type FileRequestContext = Pick<
  ActionContext<JsonObject>,
  'getInitiatorCredentials' | 'isDryRun' | 'templateInfo'
>;

/** The role, the justification, and which changes are allowed. */
export type WantedRole = RoleSpec & {
  reason?: string;
  adopt?: boolean;
  exclusive?: boolean;
};

/** What came of asking for a role. */
export interface FiledRole {
  /** existing: the same role was requested before. planned: in a dry run. */
  outcome: 'filed' | 'existing' | 'planned' | 'not-required';
  /** The name of the account, or its ID. */
  account: string;
  /** The outputs of `session-manager:request:create`. */
  outputs: { status: string; requestId?: string; requestUrl?: string };
}

/**
 * Requests a role if its account requires an approval, for the user who started
 * the task.
 */
export async function fileRoleRequest(
  { accounts, config, sessionManager }: FileRequestDeps,
  ctx: FileRequestContext,
  { reason, adopt, exclusive, ...spec }: WantedRole,
): Promise<FiledRole> {
  const { approval, settings } = await accounts.get(spec.accountId);
  resolveRoleSpec(spec, settings);
  const account = settings.name ?? settings.accountId;
  if (!approval) {
    const outputs = { status: 'not-required' };
    return { outcome: 'not-required', account, outputs };
  }
  const request = {
    spec,
    reason: requireReason(reason, account),
    adopt,
    exclusive,
    templateRef: ctx.templateInfo?.entityRef,
  };
  const options = { credentials: await ctx.getInitiatorCredentials() };
  if (ctx.isDryRun) {
    await sessionManager.dryRunRequest(request, options);
    return { outcome: 'planned', account, outputs: { status: 'pending' } };
  }
  const filed = await sessionManager.fileRequest(request, options);
  const { id: requestId, state } = filed.request;
  const requestUrl = urlOf(config, requestId);
  if (!filed.sameSpec) {
    throw new ConflictError(
      `Another request for the role ${spec.roleName} in ${account}, with a different spec, is waiting for a decision: ${requestUrl}. No request was filed.`,
    );
  }
  return {
    outcome: filed.created ? 'filed' : 'existing',
    account,
    outputs: { requestId, requestUrl, status: state.status },
  };
}

/** Approvers decide on it, so a text that says nothing is not a reason. */
export function requireReason(reason: string = '', account: string): string {
  if (!reason.trim()) {
    throw new InputError(
      `reason: must say why the role is needed, because ${account} requires an approval. No request was filed.`,
    );
  }
  return reason;
}

function urlOf(config: RootConfigService, requestId: string): string {
  const portal = config.getOptionalString('app.baseUrl') ?? '';
  return `${portal.replace(/\/$/, '')}${requestPath(requestId)}`;
}
