import { roleSpecSchema } from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';
import { readinessSchema } from '../readiness';

/** The role spec or the request that has it, and how far the action may go. */
export const inputSchema = roleSpecSchema.extend({
  roleName: roleSpecSchema.shape.roleName
    .optional()
    .describe('Name of the IAM role. Needed where there is no requestId.'),
  requestId: z
    .string()
    .uuid('must be the ID of a request')
    .optional()
    .describe(
      'Carry out this approved request, once; everything else is then as it was approved. Needed in accounts that take only approved roles.',
    ),
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
      'Remove managed and inline policies that someone else added to the role, and take it out of other instance profiles. Default: these stay and are reported.',
    ),
  rollback: z
    .boolean()
    .optional()
    .describe(
      'When it fails, remove what it created, and only that. Default: it stays, and the next run goes on from there.',
    ),
});

// A new one each time: one shared becomes a $ref in the JSON schema, and the
// scaffolder's validator cannot follow each of those.
const json = () => z.record(z.unknown());

/** The action's outputs by name. */
export const outputSchema = z.object({
  roleArn: z
    .string()
    .optional()
    .describe(
      'ARN of the role; absent where its request was carried out before, and the role does not exist any more.',
    ),
  policyArn: z
    .string()
    .optional()
    .describe('ARN of the managed policy; absent where the policy is inline.'),
  instanceProfileArn: z
    .string()
    .optional()
    .describe('ARN of the instance profile; absent for hybrid nodes.'),
  changes: z
    .array(json())
    .describe(
      'What was done, or in a dry run would be, in order: resource, kind (create, update, delete), name, before and after. Empty: all was as asked.',
    ),
  created: z
    .boolean()
    .describe('Whether the role was made; false where it was there already.'),
  kept: z
    .array(z.string())
    .describe(
      'What the role has besides, and keeps: ARNs of managed policies, names of inline ones, and ARNs of other instance profiles.',
    ),
  alreadyProvisioned: z
    .boolean()
    .optional()
    .describe(
      'True where the request was carried out before: nothing was changed, and the outputs are what exists now. Of a role that was changed since there are no documents and statements.',
    ),
  consoleUrl: z.string().optional().describe('The role in the AWS console.'),
  policyDocument: json().optional().describe('The permissions policy.'),
  trustPolicy: json().optional().describe('Who may assume the role.'),
  bucketPolicyStatements: z
    .array(json())
    .optional()
    .describe(
      'Statements that the owner of another account’s bucket must add to its bucket policy; else empty.',
    ),
  keyPolicyStatements: z
    .array(json())
    .optional()
    .describe(
      'Statements that the owner of that bucket’s key must add to its key policy; else empty.',
    ),
  readiness: readinessSchema
    .optional()
    .describe(
      'Whether sessions on it start and are logged, in the first region of the account; absent where AWS does not tell.',
    ),
});
