import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The `ui:field` of templates. */
export const PREVIEW_FIELD = 'SessionManagerPreview';

/** The value is empty; it lets the form validate the field. */
export const previewSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      of: z
        .enum(['role', 'deletion', 'attachment', 'log-access'])
        .optional()
        .describe(
          'What the form does: create a role, delete one, attach its instance profile, or grant or revoke log access. Default: role.',
        ),
      logs: z
        .boolean()
        .optional()
        .describe(
          'false: the form has no fields for logs, and the role writes none.',
        ),
      target: z
        .enum(['ec2', 'hybrid'])
        .optional()
        .describe('The kind of nodes, if the form has no field for it.'),
    }),
});

export type PreviewFieldProps = (typeof previewSchema)['TProps'];

export type PreviewOptions = NonNullable<
  PreviewFieldProps['uiSchema']['ui:options']
>;
