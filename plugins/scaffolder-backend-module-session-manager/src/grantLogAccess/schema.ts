import { roleSpecSchema } from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';
import { readinessSchema } from '../readiness/showReadiness';

/** Which role, whose bucket, and whether access is granted or revoked. */
export const inputSchema = roleSpecSchema
  .pick({ accountId: true, roleName: true, path: true })
  .extend({
    roleName: roleSpecSchema.shape.roleName
      .optional()
      .describe('Name of the IAM role. Required unless requestId is set.'),
    requestId: z
      .string()
      .uuid('must be the ID of a request')
      .optional()
      .describe(
        'Grant the access of the approved request that this task carries out, exactly as approved. If the portal is not allowed to, the request stays open for the bucket owner.',
      ),
    s3: roleSpecSchema.shape.s3
      .unwrap()
      .optional()
      .describe(
        'Where the role’s session logs go: a bucket in another account (bucketOwner), and its KMS key if it has its own. Required unless requestId is set; with revoke, the default is the bucket in the role’s own tags.',
      ),
    checkEncryption: z
      .boolean()
      .optional()
      .describe(
        'Whether the role may read the bucket’s encryption. Default: true. Sessions do not start without it if the session preferences require an encrypted bucket.',
      ),
    revoke: z
      .boolean()
      .optional()
      .describe(
        'Remove the role’s statements. Other statements stay, and no approval is required. Default: add them.',
      ),
  });

/** The action's outputs by name. */
export const outputSchema = z.object({
  readiness: readinessSchema
    .optional()
    .describe(
      'Whether sessions on the role now start and are logged, in the account’s first configured region. Absent if access was revoked, in a dry run, and if AWS could not be read.',
    ),
  changes: z
    .array(z.record(z.unknown()))
    .describe(
      'What was done, or would be done in a dry run: kind (create, update, delete), resource (bucket-policy-statement, key-policy-statement), arn of the bucket or key, name (the Sid), and the statement before and after. Empty: already in sync.',
    ),
});
