import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { PreviewField } from './PreviewField';
import { PREVIEW_FIELD, previewSchema } from './schema';
import { validatePreview } from './validatePreview';

/** The field for the new frontend system, loaded with the form. */
export const previewField = createFormField({
  name: PREVIEW_FIELD,
  component: PreviewField,
  schema: previewSchema,
  validation: validatePreview,
});
