import { InputError } from '@backstage/errors';
import {
  regionSchema,
  roleOfArn,
  RoleSpec,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';
import { readinessSchema } from '../readiness';

/** Which role, where, and how much must be right with it. */
export const inputSchema = z
  .object({
    roleArn: z
      .string()
      .max(2048)
      .optional()
      .describe(
        'ARN of a role that exists, such as the output roleArn of session-manager:role:create. Give this or spec.',
      ),
    entityRef: z
      .string()
      .max(800)
      .optional()
      .describe(
        'The service as whose role roleArn is read, where its annotation names the role. Default: the service in the role’s own tags.',
      ),
    spec: roleSpecSchema
      .optional()
      .describe(
        'A role as session-manager:role:create takes it; it need not exist. Give this or roleArn.',
      ),
    region: regionSchema
      .optional()
      .describe(
        'AWS region of the instances, whose preferences count. Default: the first of the account.',
      ),
    requireLogs: z
      .boolean()
      .optional()
      .describe(
        'Fail also where the log of a session would be lost, or the preferences ask for none. Default: that is a warning.',
      ),
    onUnknown: z
      .enum(['warn', 'fail'])
      .optional()
      .describe(
        'What to do where it is not known, such as for a condition that only the network settles. Default: warn.',
      ),
  })
  .strict();

/** The input, with which role is meant. */
export interface CheckInput {
  subject: { roleArn: string; entityRef?: string } | { spec: RoleSpec };
  region?: string;
  requireLogs: boolean;
  onUnknown: 'warn' | 'fail';
}

/** Throws an `InputError` where it is not said which role is meant. */
export function parseInput(input: z.input<typeof inputSchema>): CheckInput {
  const { roleArn, entityRef, spec, region, requireLogs, onUnknown } = input;
  if ((roleArn === undefined) === (spec === undefined)) {
    throw new InputError(
      `roleArn, spec: give one of them${spec ? ', not both' : ''}`,
    );
  }
  if (roleArn !== undefined && !roleOfArn(roleArn)) {
    throw new InputError(`roleArn: "${roleArn}" is not the ARN of a role`);
  }
  if (spec && entityRef !== undefined) {
    throw new InputError(
      'entityRef: belongs to roleArn; a spec has an entityRef of its own',
    );
  }
  return {
    subject: spec ? { spec } : { roleArn: roleArn ?? '', entityRef },
    region,
    requireLogs: requireLogs ?? false,
    onUnknown: onUnknown ?? 'warn',
  };
}

/** The action's output by name. */
export const outputSchema = z.object({
  readiness: readinessSchema
    .optional()
    .describe(
      'Whether a session would start and be logged; absent in a dry run for a role that does not exist yet.',
    ),
});
