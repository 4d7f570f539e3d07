import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** What a template names the field by, as `ui:field`. */
export const ACCOUNT_PICKER = 'SessionManagerAccountPicker';

/** The value: an account's id. */
export const accountPickerSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      approval: z
        .boolean()
        .optional()
        .describe(
          'false: say nothing of approvals, where the template makes no role itself.',
        ),
    }),
});
