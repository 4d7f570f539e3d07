import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** What a template names the field by, as its `ui:field`. */
export const INSTANCES_PICKER = 'SessionManagerInstancesPicker';

/** What the field gives, and what `ui:options` it takes. */
export const instancesPickerSchema = makeFieldSchema({
  output: z =>
    z.array(
      z.object({
        accountId: z.string(),
        region: z.string(),
        instanceIds: z.array(z.string()),
      }),
    ),
  uiOptions: z =>
    z.object({
      entityRefField: z
        .string()
        .optional()
        .describe(
          'The field of the form that holds the service. Default: entityRef.',
        ),
      accountIdField: z
        .string()
        .optional()
        .describe(
          'The field of the form that holds the AWS account; while it is empty, instances of every account are offered. Default: accountId.',
        ),
    }),
});

export type InstancesPickerProps = (typeof instancesPickerSchema)['TProps'];
