import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The `ui:field` of a page of a template. */
export const ROLE_FORM = 'SessionManagerRoleForm';

/** The value is that of the page: one property for each field. */
export const roleFormSchema = makeFieldSchema({
  output: z => z.record(z.unknown()),
});

export type RoleFormProps = (typeof roleFormSchema)['TProps'];
