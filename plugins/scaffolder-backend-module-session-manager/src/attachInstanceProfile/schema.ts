import { InputError } from '@backstage/errors';
import {
  instanceIdSchema,
  instanceTagsSchema,
  regionSchema,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import {
  InstanceSelection,
  ProfileSelection,
} from 'backstage-plugin-session-manager-node';
import { z } from 'zod/v3';
import { parseInput } from '../input/parseInput';

const { accountId, roleName, instanceProfileName } = roleSpecSchema.shape;
const MOST_INSTANCES = 5000;

/**
 * Which instance profile, on which instances, and which changes are allowed.
 */
export const inputSchema = z
  .object({
    accountId: accountId.describe(
      'AWS account of the instances and the instance profile. Default: the account of the portal’s own credentials.',
    ),
    region: regionSchema.describe('AWS region of the instances.'),
    roleName: roleName
      .optional()
      .describe(
        'Attach the instance profile that the portal created for this role. Set either this or instanceProfileName.',
      ),
    instanceProfileName: instanceProfileName.describe(
      'Attach the instance profile with this name, whoever created it. Set either this or roleName.',
    ),
    instanceIds: z
      .array(instanceIdSchema)
      .min(1, 'must have at least one instance')
      .max(MOST_INSTANCES, `must be at most ${MOST_INSTANCES} instances`)
      .optional()
      .describe('IDs of the instances. Set either this or tags.'),
    tags: instanceTagsSchema
      .optional()
      .describe(
        'The instances that have all of these tags. Set either this or instanceIds.',
      ),
    replace: z
      .boolean()
      .optional()
      .describe(
        'Replace another instance profile. Default: an instance that has another one keeps it, and the step fails.',
      ),
  })
  .strict();

/** The input with the selected profile and instances. */
export interface AttachInput {
  accountId?: string;
  region: string;
  profile: ProfileSelection;
  selection: InstanceSelection;
  replace?: boolean;
}

/**
 * Validates the input. Throws an `InputError` that names each invalid field.
 */
export function parseAttachInput(input: unknown): AttachInput {
  const {
    roleName: role,
    instanceProfileName: profile,
    instanceIds,
    tags,
    ...rest
  } = parseInput(inputSchema, input);
  return {
    ...rest,
    profile: oneOf('roleName', 'instanceProfileName', [
      role && { roleName: role },
      profile && { instanceProfileName: profile },
    ]),
    selection: oneOf('instanceIds', 'tags', [
      instanceIds && { instanceIds },
      tags && { tags },
    ]),
  };
}

function oneOf<A, B>(
  first: string,
  second: string,
  [a, b]: [A | '' | undefined, B | '' | undefined],
): A | B {
  const given = a || b;
  if (!given || (a && b)) {
    throw new InputError(
      `${first}, ${second}: set one of them${given ? ', not both' : ''}`,
    );
  }
  return given;
}

/** The action's outputs by name. */
export const outputSchema = z.object({
  instanceProfileArn: z.string().describe('ARN of the instance profile.'),
  associations: z
    .array(
      z.object({
        instanceId: z.string(),
        name: z.string().optional().describe('Its tag Name.'),
        state: z
          .string()
          .optional()
          .describe('State of the instance, such as running or stopped.'),
        before: z
          .string()
          .optional()
          .describe('ARN of its previous instance profile.'),
        after: z
          .string()
          .optional()
          .describe('ARN of its current instance profile.'),
        outcome: z.enum([
          'attached',
          'replaced',
          'unchanged',
          'refused',
          'failed',
        ]),
        reason: z
          .string()
          .optional()
          .describe('Why it was refused or why it failed.'),
      }),
    )
    .describe(
      'What was done on each instance, or would be done in a dry run: before, after, and the outcome (attached, replaced, unchanged, refused, failed).',
    ),
});
