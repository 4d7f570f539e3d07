import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** What a template names the field by, as its `ui:field`. */
export const ROLE_PREVIEW = 'SessionManagerPreview';

/** The field gives nothing: it only shows. */
export const rolePreviewSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      logs: z
        .boolean()
        .optional()
        .describe(
          'false: the template’s form has no fields for logs, and its role ships none.',
        ),
    }),
});

export type RolePreviewProps = (typeof rolePreviewSchema)['TProps'];
