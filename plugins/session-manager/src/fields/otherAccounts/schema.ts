import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The `ui:field` of templates. */
export const OTHER_ACCOUNTS = 'SessionManagerOtherAccounts';

/**
 * The value lists the other accounts, each with its name and the settings that
 * follow from its session preferences.
 */
export const otherAccountsSchema = makeFieldSchema({
  output: z =>
    z.array(
      z.object({
        accountId: z.string(),
        account: z.string(),
        kmsKeyArn: z.string().optional(),
        s3: z
          .object({
            bucket: z.string(),
            prefix: z.string().optional(),
            bucketOwner: z.string().optional(),
            kmsKeyArn: z.string().optional(),
          })
          .optional(),
        cloudWatchLogs: z
          .object({ logGroup: z.string().optional() })
          .optional(),
      }),
    ),
  uiOptions: z =>
    z.object({
      logs: z
        .boolean()
        .optional()
        .describe(
          'false: the form has no fields for logs, and the roles write none.',
        ),
    }),
});

export type OtherAccountsProps = (typeof otherAccountsSchema)['TProps'];

/** Another account of the form. */
export type OtherAccount = NonNullable<OtherAccountsProps['formData']>[number];

export type OtherAccountsOptions = NonNullable<
  OtherAccountsProps['uiSchema']['ui:options']
>;
