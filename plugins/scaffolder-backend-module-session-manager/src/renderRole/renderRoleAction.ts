import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, posix, relative, sep } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  iamArn,
  render,
  RenderFormat,
  renderFormats,
  resolveRoleSpec,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { examples } from './examples';
import { inputSchema, outputSchema } from './schema';

/** Dependencies of the action. */
export interface RenderRoleDeps {
  accounts: Pick<AwsAccounts, 'settings'>;
}

/**
 * The action `session-manager:role:render`: writes a Session Manager role as
 * files into the workspace, for a pull request. Nothing is created in AWS, so
 * no approval is required other than that of the pull request.
 */
export function renderRoleAction({ accounts }: RenderRoleDeps) {
  return createTemplateAction({
    id: 'session-manager:role:render',
    description:
      'Writes an AWS Session Manager role as policy JSON, CloudFormation or Terraform into the workspace',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { format, directory = '.', ...wanted } = ctx.input;
      const settings = await accounts.settings(wanted.accountId);
      const spec = resolveRoleSpec(wanted, settings);
      const files: string[] = [];
      for (const { name, content } of render(spec, formatsOf(format))) {
        const file = resolveSafeChildPath(
          ctx.workspacePath,
          posix.join(directory, name),
        );
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, content);
        const path = relative(ctx.workspacePath, file).split(sep).join('/');
        ctx.logger.info(`Wrote ${path}`);
        files.push(path);
      }
      ctx.output('files', files);
      ctx.output('roleArn', iamArn(spec, 'role', spec.path, spec.roleName));
    },
  });
}

function formatsOf(
  format: RenderFormat | RenderFormat[] | undefined,
): readonly RenderFormat[] {
  if (format === undefined) {
    return renderFormats;
  }
  return Array.isArray(format) ? format : [format];
}
