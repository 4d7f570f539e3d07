import { roleSpecSchema } from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';
import { readinessSchema } from '../readiness';

/** Which role, to whose bucket, and whether it gets access or loses it. */
export const inputSchema = roleSpecSchema
  .pick({ accountId: true, roleName: true, path: true })
  .extend({
    roleName: roleSpecSchema.shape.roleName
      .optional()
      .describe('Name of the IAM role. Needed where there is no requestId.'),
    requestId: z
      .string()
      .uuid('must be the ID of a request')
      .optional()
      .describe(
        'Do what is left of the approved request that this task carries out; everything else is then as it was approved. What the portal may not do is left to the owner of the bucket, and the request stays open.',
      ),
    s3: roleSpecSchema.shape.s3
      .unwrap()
      .optional()
      .describe(
        'Where the role’s session logs go: a bucket of another account, bucketOwner, and the key of the bucket where it has one of its own. Needed where there is no requestId.',
      ),
    checkEncryption: z
      .boolean()
      .optional()
      .describe(
        'Whether the role may ask how the bucket is encrypted. Default: true. Sessions do not start without that where the session preferences demand an encrypted bucket.',
      ),
    revoke: z
      .boolean()
      .optional()
      .describe(
        'Take the role’s statements out again. Default: they are added.',
      ),
  });

/** The action's outputs by name. */
export const outputSchema = z.object({
  readiness: readinessSchema
    .optional()
    .describe(
      'Whether sessions on the role start and are logged now that it has access, in the first region of its account; absent where access was taken away, in a dry run, and where AWS does not tell.',
    ),
  changes: z
    .array(z.record(z.unknown()))
    .describe(
      'What was done, or in a dry run would be: kind (create, update, delete), resource (bucket-policy-statement, key-policy-statement), arn of the bucket or key, name (the Sid), and the statement before and after. Empty: all was as asked.',
    ),
});
