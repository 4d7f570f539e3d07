import { InputError } from '@backstage/errors';
import {
  regionSchema,
  roleOfArn,
  RoleSpec,
  roleSpecSchema,
} from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';
import { readinessSchema } from '../readiness/showReadiness';

/** Which role, where, and the required readiness. */
export const inputSchema = z
  .object({
    roleArn: z
      .string()
      .max(2048)
      .optional()
      .describe(
        'ARN of an existing role, such as the output roleArn of session-manager:role:create. Set either this or spec.',
      ),
    entityRef: z
      .string()
      .max(800)
      .optional()
      .describe(
        'The service as whose role roleArn is read, if its annotation names the role. Default: the service in the role’s tags.',
      ),
    spec: roleSpecSchema
      .optional()
      .describe(
        'A role spec, as for session-manager:role:create. The role need not exist. Set either this or roleArn.',
      ),
    region: regionSchema
      .optional()
      .describe(
        'AWS region of the instances, whose session preferences apply. Default: the account’s first configured region.',
      ),
    requireLogs: z
      .boolean()
      .optional()
      .describe(
        'Also fail if session logs would be lost or the preferences ask for none. Default: warn.',
      ),
    onUnknown: z
      .enum(['warn', 'fail'])
      .optional()
      .describe(
        'What to do if readiness is unknown, for example because a condition depends on the network. Default: warn.',
      ),
  })
  .strict();

/** The input with the selected role. */
export interface CheckInput {
  subject: { roleArn: string; entityRef?: string } | { spec: RoleSpec };
  region?: string;
  requireLogs: boolean;
  onUnknown: 'warn' | 'fail';
}

/** Throws an `InputError` unless exactly one role is selected. */
export function parseInput(input: z.input<typeof inputSchema>): CheckInput {
  const { roleArn, entityRef, spec, region, requireLogs, onUnknown } = input;
  if ((roleArn === undefined) === (spec === undefined)) {
    throw new InputError(
      `roleArn, spec: set one of them${spec ? ', not both' : ''}`,
    );
  }
  if (roleArn !== undefined && !roleOfArn(roleArn)) {
    throw new InputError(`roleArn: "${roleArn}" is not the ARN of a role`);
  }
  if (spec && entityRef !== undefined) {
    throw new InputError(
      'entityRef: only with roleArn; a spec has its own entityRef',
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
      'Whether a session would start and be logged. Absent in a dry run for a role that does not exist yet.',
    ),
});
