import {
  documents,
  iamArn,
  ResolvedRoleSpec,
  roleConsoleUrl,
} from 'backstage-plugin-session-manager-common';
import { namesOf, Provisioned } from 'backstage-plugin-session-manager-node';
import type { z } from 'zod/v3';
import { outputSchema } from './schema';

/** What the action gives to later steps. */
export type Outputs = z.input<typeof outputSchema>;
type Output = [keyof Outputs, Outputs[keyof Outputs]];

/** The outputs of a role that is as the spec says, those that have a value. */
export function roleOutputs(
  spec: ResolvedRoleSpec,
  { changes, created, kept }: Provisioned,
): Output[] {
  const { policyArn, instanceProfileName } = namesOf(spec);
  const { permissions, trust, ...statements } = documents(spec);
  return outputEntries({
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

/** Outputs as JSON, which the scaffolder keeps, and which knows no undefined. */
export function outputEntries(outputs: object): Output[] {
  const json: Outputs = JSON.parse(JSON.stringify(outputs));
  return Object.entries(json) as Output[];
}

/** The ARN of the role of a spec. */
export function roleArnOf(spec: ResolvedRoleSpec): string {
  return iamArn(spec, 'role', spec.path, spec.roleName);
}
