import {
  regionSchema,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateActivation.html
const TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const MOST_INSTANCES = 1000;
const MOST_HOURS = 30 * 24;

/** Which nodes may register, with which role, how many and until when. */
export const inputSchema = roleSpecSchema
  .pick({ accountId: true, roleName: true, path: true })
  .extend({
    region: regionSchema
      .optional()
      .describe(
        'AWS region in which the nodes register. Default: the account’s first configured region.',
      ),
    instanceLimit: z
      .number()
      .int('must be a whole number')
      .min(1, 'must be 1 or more')
      .max(MOST_INSTANCES, `must be at most ${MOST_INSTANCES}`)
      .optional()
      .describe('How many nodes can register. Default: 1.'),
    expiresInHours: z
      .number()
      .int('must be a whole number')
      .min(1, 'must be 1 or more')
      .max(MOST_HOURS, `must be at most ${MOST_HOURS}, which is 30 days`)
      .optional()
      .describe('How long nodes can register, in hours. Default: 24.'),
    instanceName: z
      .string()
      .max(256, 'must be at most 256 characters')
      .regex(TEXT, 'must be letters, digits, spaces and _.:/=+-@')
      .optional()
      .describe(
        'Name that Systems Manager shows for each node. Default: the node’s host name.',
      ),
    description: z
      .string()
      .max(256, 'must be at most 256 characters')
      .optional()
      .describe('Description of the activation, shown in the AWS console.'),
    tags: roleSpecSchema.shape.roleTags.describe('Tags for each of the nodes.'),
  });

/** The action's outputs by name; the code is not one of them. */
export const outputSchema = z.object({
  activationId: z.string().describe('The activation.'),
  region: z.string().describe('AWS region in which the nodes register.'),
  expiresAt: z.string().describe('Until when nodes can register, ISO 8601.'),
  handoverUrl: z
    .string()
    .describe(
      'Page where the person who started the task can open the activation code, once, within 15 minutes.',
    ),
});
