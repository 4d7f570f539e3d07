import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The `ui:field` of templates. */
export const REASON_FIELD = 'SessionManagerReason';

/** The value is a text. */
export const reasonFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      accountIdField: z
        .string()
        .optional()
        .describe(
          'The form field with the AWS account. If it is empty, no reason is required. Default: accountId.',
        ),
    }),
});

export type ReasonFieldProps = (typeof reasonFieldSchema)['TProps'];
