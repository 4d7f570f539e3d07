import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { LossesField } from './LossesField';
import { requireConfirmation } from './requireConfirmation';
import { LOSSES, lossesSchema } from './schema';

/** The field, for the new frontend system. */
export const lossesField = createFormField({
  name: LOSSES,
  component: LossesField,
  schema: lossesSchema,
  validation: requireConfirmation,
});
