import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The `ui:field` of templates. */
export const ROLE_PICKER = 'SessionManagerRolePicker';

/** The value is the name of a role. */
export const rolePickerSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      only: z
        .enum(['created-here', 'with-instance-profile'])
        .optional()
        .describe(
          'created-here: offer only roles that the portal created. with-instance-profile: only roles that instances can get. Default: all roles of the service.',
        ),
      entityRefField: z
        .string()
        .optional()
        .describe('The form field with the service. Default: entityRef.'),
      accountIdField: z
        .string()
        .optional()
        .describe('The form field with the AWS account. Default: accountId.'),
    }),
});

export type RolePickerProps = (typeof rolePickerSchema)['TProps'];
