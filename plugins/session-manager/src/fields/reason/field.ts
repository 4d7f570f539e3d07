import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ReasonField } from './ReasonField';
import { REASON_FIELD, reasonFieldSchema } from './schema';
import { validateReason } from './validateReason';

/** The field for the new frontend system, loaded with the form. */
export const reasonField = createFormField({
  name: REASON_FIELD,
  component: ReasonField,
  schema: reasonFieldSchema,
  validation: validateReason,
});
