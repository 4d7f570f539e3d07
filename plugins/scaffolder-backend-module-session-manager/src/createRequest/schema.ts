import { roleSpecSchema } from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';

/** The role spec, why it is wanted, and how far it may go. */
export const inputSchema = roleSpecSchema.extend({
  reason: z
    .string()
    .min(1, 'must say what the role is needed for')
    .max(2000, 'must be at most 2000 characters')
    .describe('What the role is needed for; approvers decide by it.'),
  adopt: z
    .boolean()
    .optional()
    .describe(
      'Take over a role, policy or instance profile of these names that the portal did not make. Default: such a one is refused.',
    ),
  exclusive: z
    .boolean()
    .optional()
    .describe(
      'Remove managed and inline policies that someone else added to the role, and take it out of other instance profiles. Default: these stay.',
    ),
});

/** The action's outputs by name. */
export const outputSchema = z.object({
  requestId: z
    .string()
    .optional()
    .describe('The request; absent where none is needed, and in a dry run.'),
  requestUrl: z
    .string()
    .optional()
    .describe('Its page in the portal; absent as requestId is.'),
  status: z
    .string()
    .describe(
      'pending: it waits for people; approved, provisioning or provisioned: a rule approved it. not-required: the account takes roles without a request, and nothing was filed.',
    ),
});
