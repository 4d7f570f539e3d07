import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ChoicePicker } from './ChoicePicker';
import { CHOICE_PICKER, choicePickerSchema } from './schema';

/** The field for the new frontend system, loaded with the form. */
export const choicePickerField = createFormField({
  name: CHOICE_PICKER,
  component: ChoicePicker,
  schema: choicePickerSchema,
});
