import {
  documents,
  iamArn,
  ResolvedRoleSpec,
  roleConsoleUrl,
} from 'backstage-plugin-session-manager-common';
import { namesOf, Provisioned } from 'backstage-plugin-session-manager-node';
import type { z } from 'zod/v3';
import { outputSchema } from './schema';

/** The action's outputs for later steps. */
export type Outputs = z.input<typeof outputSchema>;

/** The outputs of a role that matches its spec; absent values are omitted. */
export function roleOutputs(
  spec: ResolvedRoleSpec,
  { changes, created, kept }: Provisioned,
): Outputs {
  const { policyArn, instanceProfileName } = namesOf(spec);
  const { permissions, trust, ...statements } = documents(spec);
  return asOutputs({
    roleArn: roleArnOf(spec),
    policyArn,
    instanceProfileArn:
      instanceProfileName &&
      iamArn(spec, 'instance-profile', spec.path, instanceProfileName),
    changes,
    created,
    kept,
    consoleUrl: roleConsoleUrl(spec.partition, spec.roleName),
    policyDocument: permissions,
    trustPolicy: trust,
    ...statements,
  });
}

/**
 * Converts outputs to JSON, as the scaffolder stores them; JSON has no
 * undefined.
 */
export function asOutputs(
  outputs: Pick<Outputs, 'created' | 'kept'> & Record<string, unknown>,
): Outputs {
  return JSON.parse(JSON.stringify(outputs));
}

/** The ARN of the role of a spec. */
export function roleArnOf(spec: ResolvedRoleSpec): string {
  return iamArn(spec, 'role', spec.path, spec.roleName);
}
