import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import { translationOf } from '../../translation/translationOf';
import { obstaclesOf } from './obstaclesOf';
import { PreviewOptions } from './schema';

/**
 * Holds the form on its step until the task can succeed: it waits for the
 * portal's answer about the current values.
 */
export const validatePreview: CustomFieldValidator<
  string,
  PreviewOptions
> = async (_, field, { apiHolder, formData, uiSchema }) => {
  const api = apiHolder.get(sessionManagerApiRef);
  if (!api) {
    return;
  }
  const obstacles = await obstaclesOf({
    form: formData,
    options: uiSchema?.['ui:options'] ?? {},
    api,
    t: await translationOf(apiHolder),
  });
  obstacles.forEach(obstacle => field.addError(obstacle));
};
