import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { examples } from './examples';
import { FiledRole, FileRequestDeps, fileRoleRequest } from './fileRoleRequest';
import { inputSchema, outputSchema } from './schema';

/**
 * The action `session-manager:request:create`: requests a role in an account
 * that requires approvals, for the user who started the task.
 */
export function createRequestAction(deps: FileRequestDeps) {
  return createTemplateAction({
    id: 'session-manager:request:create',
    description:
      'Requests an AWS Session Manager role if the account requires an approval, on behalf of the person who started the task',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const filed = await fileRoleRequest(deps, ctx, ctx.input);
      ctx.logger.info(outcomeText(filed, ctx.input.roleName));
      const { status, requestId, requestUrl } = filed.outputs;
      if (requestId && requestUrl) {
        ctx.output('requestId', requestId);
        ctx.output('requestUrl', requestUrl);
      }
      ctx.output('status', status);
    },
  });
}

function outcomeText(
  { outcome, account, outputs: { requestUrl } }: FiledRole,
  roleName: string,
): string {
  switch (outcome) {
    case 'filed':
      return `Requested the role ${roleName} in ${account}: ${requestUrl}`;
    case 'existing':
      return `The role ${roleName} in ${account} is already requested: ${requestUrl}`;
    case 'planned':
      return `Would: request the role ${roleName} in ${account}`;
    default:
      return `No approval is needed in ${account}: no request was filed`;
  }
}
