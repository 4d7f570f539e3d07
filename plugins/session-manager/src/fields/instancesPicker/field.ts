import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { InstancesPicker } from './InstancesPicker';
import { INSTANCES_PICKER, instancesPickerSchema } from './schema';

/** The field for the new frontend system, loaded with the form. */
export const instancesPickerField = createFormField({
  name: INSTANCES_PICKER,
  component: InstancesPicker,
  schema: instancesPickerSchema,
});
