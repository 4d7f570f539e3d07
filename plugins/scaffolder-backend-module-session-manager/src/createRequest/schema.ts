import { roleSpecSchema } from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';

/** The role spec, the justification, and which changes are allowed. */
export const inputSchema = roleSpecSchema.extend({
  reason: z
    .string()
    .max(2000, 'must be at most 2000 characters')
    .optional()
    .describe(
      'Why the role is needed, for the approvers. Required if the account requires an approval.',
    ),
  adopt: z
    .boolean()
    .optional()
    .describe(
      'Adopt an existing role, policy or instance profile of these names that the portal did not create. Default: refused.',
    ),
  exclusive: z
    .boolean()
    .optional()
    .describe(
      'Remove managed and inline policies that were added to the role outside the portal, and remove the role from other instance profiles. Default: they are kept.',
    ),
});

/** The action's outputs by name. */
export const outputSchema = z.object({
  requestId: z
    .string()
    .optional()
    .describe('ID of the request. Absent if none is needed, and in a dry run.'),
  requestUrl: z
    .string()
    .optional()
    .describe(
      'The request’s page in the portal. Absent whenever requestId is.',
    ),
  status: z
    .string()
    .describe(
      'pending: waits for a decision. approved, provisioning or provisioned: approved by a rule. not-required: the account requires no approval, and no request was filed.',
    ),
});
