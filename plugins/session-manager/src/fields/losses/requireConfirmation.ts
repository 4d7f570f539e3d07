import { ApiHolder } from '@backstage/core-plugin-api';
import { fillIn } from '../../components/role/fillIn';
import { formProposals, Proposals } from '../../components/role/formProposals';
import { sessionManagerApiRef } from '../../api/SessionManagerApi';
import { loadFormFacts } from '../../hooks/formFacts';
import { FormData } from '../../hooks/formSubject';
import { translationOf } from '../../translation/translationOf';
import { formLosses, FormOptions } from './formLosses';

/**
 * Refuses a form before everything was filled in, and one with which a role
 * would lose what was not confirmed.
 */
export async function requireConfirmation(
  confirmed: readonly string[] | undefined,
  validation: { addError(message: string): void },
  context: {
    apiHolder: ApiHolder;
    formData: FormData;
    uiSchema?: unknown;
    schema?: unknown;
  },
): Promise<void> {
  const { apiHolder, formData: form } = context;
  const api = apiHolder.get(sessionManagerApiRef);
  if (!api) {
    return;
  }
  const { 'ui:options': options = {} } = (context.uiSchema ?? {}) as {
    'ui:options'?: FormOptions;
  };
  const facts = await loadFormFacts(api, form);
  if (isIncomplete(form, formProposals(form, facts), options)) {
    const t = await translationOf(apiHolder);
    validation.addError(t('losses.loading'));
    return;
  }
  const open = formLosses(form, facts, options).filter(
    ({ field }) => !confirmed?.includes(field),
  );
  if (open.length > 0) {
    const t = await translationOf(apiHolder);
    validation.addError(t('losses.required'));
  }
}

/** Whether the form has settings that nobody has filled in or cleared. */
function isIncomplete(
  form: FormData,
  proposals: Proposals,
  { logs = true }: FormOptions,
): boolean {
  const fields = [
    'kmsKeyArn',
    ...(logs ? ['logToS3', 'logToCloudWatch'] : []),
    ...(logs && form.logToS3 !== false
      ? ['bucket', 'prefix', 'bucketOwner', 'bucketKmsKeyArn']
      : []),
    ...(logs && form.logToCloudWatch !== false ? ['logGroup'] : []),
  ];
  const { changes } = fillIn(form, proposals, { fields, filled: {} });
  return Object.keys(changes).length > 0;
}
