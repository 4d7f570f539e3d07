import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The `ui:field` of templates. */
export const ACCOUNT_PICKER = 'SessionManagerAccountPicker';

/** The value is an account ID. */
export const accountPickerSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      approval: z
        .boolean()
        .optional()
        .describe(
          'false: do not show approvals, for templates that create no role.',
        ),
    }),
});
