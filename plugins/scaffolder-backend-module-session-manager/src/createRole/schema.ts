import { roleSpecSchema } from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';
import { readinessSchema } from '../readiness/showReadiness';

/** The role spec or its request, and which changes are allowed. */
export const inputSchema = roleSpecSchema.extend({
  roleName: roleSpecSchema.shape.roleName
    .optional()
    .describe('Name of the IAM role. Required unless requestId is set.'),
  requestId: z
    .string()
    .uuid('must be the ID of a request')
    .optional()
    .describe(
      'Carry out this approved request, once, exactly as approved. Required in accounts that require an approval.',
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
      'Remove managed and inline policies that were added to the role outside the portal, and remove the role from other instance profiles. Default: they are kept and reported.',
    ),
  rollback: z
    .boolean()
    .optional()
    .describe(
      'If the run fails, remove what it created, and only that. Default: it is kept, and the next run continues from there.',
    ),
});

// A new schema each time: a shared one becomes a $ref in the JSON schema, which
// the scaffolder's validator cannot always resolve.
const json = () => z.record(z.unknown());

/** The action's outputs by name. */
export const outputSchema = z.object({
  roleArn: z
    .string()
    .optional()
    .describe(
      'ARN of the role. Absent if the request was carried out before and the role no longer exists.',
    ),
  policyArn: z
    .string()
    .optional()
    .describe('ARN of the managed policy. Absent for an inline policy.'),
  instanceProfileArn: z
    .string()
    .optional()
    .describe('ARN of the instance profile. Absent for hybrid nodes.'),
  changes: z
    .array(json())
    .describe(
      'What was done, or would be done in a dry run, in order: resource, kind (create, update, delete), name, before and after. Empty: already in sync.',
    ),
  created: z
    .boolean()
    .describe('Whether the role was created. False if it existed.'),
  kept: z
    .array(z.string())
    .describe(
      'What was added to the role outside the portal and is kept: ARNs of managed policies, names of inline policies, ARNs of other instance profiles.',
    ),
  alreadyProvisioned: z
    .boolean()
    .optional()
    .describe(
      'True if the request was carried out before: nothing was changed, and the outputs describe what exists now. For a role that has been changed since, documents and statements are absent.',
    ),
  consoleUrl: z.string().optional().describe('The role in the AWS console.'),
  policyDocument: json().optional().describe('The permissions policy.'),
  trustPolicy: json().optional().describe('The trust policy.'),
  bucketPolicyStatements: z
    .array(json())
    .optional()
    .describe(
      'Statements that the owner of a bucket in another account must add to the bucket policy. Otherwise empty.',
    ),
  keyPolicyStatements: z
    .array(json())
    .optional()
    .describe(
      'Statements that the owner of the bucket’s KMS key must add to the key policy. Otherwise empty.',
    ),
  readiness: readinessSchema
    .optional()
    .describe(
      'Whether sessions on the role start and are logged, in the account’s first configured region. Absent if AWS could not be read.',
    ),
});
