import { RootConfigService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  requestPath,
  resolveRoleSpec,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  SessionManagerService,
} from 'backstage-plugin-session-manager-node';
import { examples } from './examples';
import { inputSchema, outputSchema } from './schema';

/** What the action works with. */
export interface CreateRequestDeps {
  accounts: AwsAccounts;
  config: RootConfigService;
  sessionManager: SessionManagerService;
}

/**
 * The action `session-manager:request:create`: asks for a role in an account
 * that takes only approved ones, in the name of whoever started the task.
 */
export function createRequestAction(deps: CreateRequestDeps) {
  const { accounts, config, sessionManager } = deps;
  const portal = config.getOptionalString('app.baseUrl') ?? '';
  const urlOf = (requestId: string) =>
    `${portal.replace(/\/$/, '')}${requestPath(requestId)}`;

  return createTemplateAction({
    id: 'session-manager:request:create',
    description:
      'Requests an AWS Session Manager role if the account requires an approval, on behalf of the person who started the task',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { reason, adopt, exclusive, ...spec } = ctx.input;
      const { approval, settings } = await accounts.get(spec.accountId);
      resolveRoleSpec(spec, settings);
      const name = settings.name ?? settings.accountId;
      if (!approval) {
        ctx.logger.info(
          `No approval is needed in ${name}: no request was filed`,
        );
        ctx.output('status', 'not-required');
        return;
      }
      const request = {
        spec,
        reason,
        adopt,
        exclusive,
        templateRef: ctx.templateInfo?.entityRef,
      };
      const options = { credentials: await ctx.getInitiatorCredentials() };
      if (ctx.isDryRun) {
        await sessionManager.dryRunRequest(request, options);
        ctx.logger.info(`Would: request the role ${spec.roleName} in ${name}`);
        ctx.output('status', 'pending');
        return;
      }
      const filed = await sessionManager.fileRequest(request, options);
      const { created, sameSpec } = filed;
      const url = urlOf(filed.request.id);
      if (!sameSpec) {
        throw new ConflictError(
          `Another request for the role ${spec.roleName} in ${name}, with a different spec, is waiting for a decision: ${url}. No request was filed.`,
        );
      }
      ctx.logger.info(
        created
          ? `Requested the role ${spec.roleName} in ${name}: ${url}`
          : `The role ${spec.roleName} in ${name} is already requested: ${url}`,
      );
      ctx.output('requestId', filed.request.id);
      ctx.output('requestUrl', url);
      ctx.output('status', filed.request.state.status);
    },
  });
}
