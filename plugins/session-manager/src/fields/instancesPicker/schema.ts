import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The `ui:field` of templates. */
export const INSTANCES_PICKER = 'SessionManagerInstancesPicker';

/** The value of the field, and its `ui:options`. */
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
        .describe('The form field with the service. Default: entityRef.'),
      accountIdField: z
        .string()
        .optional()
        .describe(
          'The form field with the AWS account. While it is empty, instances of all accounts are listed. Default: accountId.',
        ),
    }),
});

export type InstancesPickerProps = (typeof instancesPickerSchema)['TProps'];
