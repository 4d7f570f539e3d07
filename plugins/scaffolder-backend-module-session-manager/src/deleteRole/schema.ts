import { roleSpecSchema } from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';

const { accountId, roleName } = roleSpecSchema.shape;

/** Which role, and how far the action may go. */
export const inputSchema = z
  .object({
    accountId: accountId.describe(
      'AWS account that the role is in. Default: the account of the portal’s own credentials.',
    ),
    roleName: roleName.describe('Name of the IAM role.'),
    confirmRoleName: z
      .string()
      .optional()
      .describe(
        'The name once more, for forms that let people type it twice: where it differs, nothing is done.',
      ),
    path: roleSpecSchema.shape.path.describe(
      'IAM path of the role: where it is at another, nothing is done. Default: at whatever path it is.',
    ),
    force: z
      .boolean()
      .optional()
      .describe(
        'Delete it although EC2 instances have its instance profile, or where that cannot be read: they lose all sessions. Default: refused.',
      ),
  })
  .strict();

/** The action's outputs by name. */
export const outputSchema = z.object({
  changes: z
    .array(z.record(z.unknown()))
    .describe(
      'What was done, or in a dry run would be, in order: resource, kind, name and before. Empty: an earlier run of the task has deleted it; in a dry run, that there is nothing to delete.',
    ),
});
