import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { logPlan } from '../logPlan';
import { logReadiness } from '../readiness/showReadiness';
import { createRole, CreateRoleDeps } from './createRole';
import { examples } from './examples';
import { Outputs } from './roleOutputs';
import { inputSchema, outputSchema } from './schema';

/**
 * The action `session-manager:role:create`: creates or updates a Session
 * Manager role, its policy and its instance profile.
 */
export function createRoleAction(deps: CreateRoleDeps) {
  return createTemplateAction({
    id: 'session-manager:role:create',
    description:
      'Creates or updates an AWS Session Manager role with its policy and instance profile',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { outputs, provisioned } = await createRole(deps, ctx, ctx.input);
      if (provisioned) {
        logPlan(ctx, provisioned.changes, 'No changes: already in sync');
      }
      if (outputs.readiness) {
        logReadiness(ctx, outputs.readiness);
      }
      for (const name of Object.keys(outputs) as Array<keyof Outputs>) {
        ctx.output(name, outputs[name]);
      }
    },
  });
}
