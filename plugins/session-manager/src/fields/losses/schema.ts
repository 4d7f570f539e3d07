import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The `ui:field` of templates. */
export const LOSSES = 'SessionManagerLosses';

/** The value lists the settings whose removal was confirmed, by their paths. */
export const lossesSchema = makeFieldSchema({
  output: z => z.array(z.string()),
  uiOptions: z =>
    z.object({
      logs: z
        .boolean()
        .optional()
        .describe(
          'false: the form has no fields for logs, and the role writes none.',
        ),
      target: z
        .enum(['ec2', 'hybrid'])
        .optional()
        .describe('The kind of node, if the form has no field for it.'),
    }),
});

export type LossesProps = (typeof lossesSchema)['TProps'];
