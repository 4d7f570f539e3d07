import { roleSpecSchema } from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';

const { accountId, roleName } = roleSpecSchema.shape;

/** Which role, and what the action may delete. */
export const inputSchema = z
  .object({
    accountId: accountId.describe(
      'AWS account of the role. Default: the account of the portal’s own credentials.',
    ),
    roleName: roleName.describe('Name of the IAM role.'),
    confirmRoleName: z
      .string()
      .optional()
      .describe(
        'The role name again, for forms that ask for it twice. If it differs, nothing is deleted.',
      ),
    path: roleSpecSchema.shape.path.describe(
      'IAM path of the role. If the role has another path, nothing is deleted. Default: any path.',
    ),
    checkOnly: z
      .boolean()
      .optional()
      .describe(
        'Delete nothing, and fail if the role cannot be deleted: a check before other steps that prepare the deletion. Default: delete it.',
      ),
    force: z
      .boolean()
      .optional()
      .describe(
        'Delete the role even if EC2 instances use its instance profile, or if that cannot be read: sessions on them end. Default: refused.',
      ),
  })
  .strict();

/** The action's outputs by name. */
export const outputSchema = z.object({
  changes: z
    .array(z.record(z.unknown()))
    .describe(
      'What was done, or would be done in a dry run or with checkOnly, in order: resource, kind, name and before. Empty if an earlier run of the task deleted the role or, in a dry run or with checkOnly, if there is nothing to delete.',
    ),
});
