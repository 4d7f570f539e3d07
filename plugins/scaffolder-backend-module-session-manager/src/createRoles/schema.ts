import { roleSpecSchema } from 'backstage-plugin-session-manager-common';
import { z } from 'zod/v3';
import { readinessSchema } from '../readiness/showReadiness';

/** The most accounts of one run. */
const MAX_ACCOUNTS = 20;

/**
 * The roles, one for each account, and why they are needed. `defaults` comes
 * first: what the roles have in common with it becomes a $ref to it in the JSON
 * schema, and the scaffolder's validator cannot resolve one into a list.
 */
export const inputSchema = z
  .object({
    defaults: roleSpecSchema
      .omit({ accountId: true })
      .partial()
      .optional()
      .describe(
        'Settings of every role, unless the role has its own: a template cannot add them to each element of a list.',
      ),
    roles: z
      .array(
        roleSpecSchema
          .partial()
          .required({ accountId: true })
          .extend({
            account: z
              .string()
              .optional()
              .describe(
                'The name of the account, for people who read the input. It has no effect.',
              ),
          }),
      )
      .min(1, 'must name at least one role')
      .max(MAX_ACCOUNTS, `must name at most ${MAX_ACCOUNTS} roles`)
      .describe(
        'The role specs, one for each account, in the order in which they are carried out.',
      ),
    reason: z
      .string()
      .max(2000, 'must be at most 2000 characters')
      .optional()
      .describe(
        'Why the roles are needed, for the approvers. Required if one of the accounts requires an approval.',
      ),
  })
  .strict();

// New schemas each time: a shared one becomes a $ref in the JSON schema, which
// the scaffolder's validator cannot always resolve.
const statements = () => z.array(z.record(z.unknown()));
const accountId = () => z.string().describe('The AWS account of the role.');

const resultSchema = z.object({
  accountId: accountId(),
  account: z.string().describe('The name of the account, or its ID.'),
  roleName: z.string(),
  status: z
    .enum(['created', 'changed', 'unchanged', 'requested'])
    .describe(
      'requested: the account requires an approval. In a dry run: what would be done.',
    ),
  roleArn: z.string().optional().describe('Absent for a requested role.'),
  consoleUrl: z.string().optional().describe('The role in the AWS console.'),
  instanceProfileArn: z
    .string()
    .optional()
    .describe('Absent for hybrid nodes and for a requested role.'),
  requestId: z
    .string()
    .optional()
    .describe('ID of the request, if one was filed.'),
  requestUrl: z
    .string()
    .optional()
    .describe('The request’s page in the portal.'),
  bucketPolicyStatements: statements().describe(
    'Statements that the owner of a bucket in another account must add to the bucket policy. Otherwise empty.',
  ),
  keyPolicyStatements: statements().describe(
    'Statements that the owner of the bucket’s KMS key must add to the key policy. Otherwise empty.',
  ),
  readiness: readinessSchema
    .optional()
    .describe(
      'Whether sessions on the role start and are logged, in the account’s first configured region. Absent for a requested role, and if AWS could not be read.',
    ),
});

/** The action's outputs by name. */
export const outputSchema = z.object({
  results: z
    .array(resultSchema)
    .describe('The result in each account, in the order of the input.'),
  foreignLogs: z
    .array(
      z.object({
        roleName: z.string(),
        accountId: accountId(),
        path: z.string().optional(),
        s3: z.record(z.unknown()),
      }),
    )
    .describe(
      'The roles that exist now and whose log bucket another account owns, as the input of session-manager:log-access:grant.',
    ),
});

/** The input of the action. */
export type RolesInput = z.output<typeof inputSchema>;

/** The result in one account. */
export type RoleResult = z.output<typeof resultSchema>;

/** A role that writes its logs to a bucket of another account. */
export type ForeignLogs = z.output<typeof outputSchema>['foreignLogs'][number];
