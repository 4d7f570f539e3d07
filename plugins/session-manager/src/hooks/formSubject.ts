import { parseEntityRef } from '@backstage/catalog-model';

/** The values of a form. */
export type FormData = Readonly<Record<string, unknown>>;

/** The text of a field, if it has one. */
export function formText(form: FormData, field: string): string | undefined {
  const value = form[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The account of a form; undefined while it is incomplete. */
export function accountOf(
  form: FormData,
  field = 'accountId',
): string | undefined {
  const accountId = formText(form, field);
  return accountId && /^\d{12}$/.test(accountId) ? accountId : undefined;
}

/** The service and account of a form, for a field that can name their fields. */
export function formSubject({
  formContext,
  uiSchema,
}: {
  formContext?: { formData?: FormData };
  uiSchema: {
    'ui:options'?: { entityRefField?: string; accountIdField?: string };
  };
}): { entityRef?: string; accountId?: string } {
  const { entityRefField = 'entityRef', accountIdField } =
    uiSchema['ui:options'] ?? {};
  const form = formContext?.formData ?? {};
  return {
    entityRef: fullEntityRef(formText(form, entityRefField)),
    accountId: accountOf(form, accountIdField),
  };
}

function fullEntityRef(text: string | undefined): string | undefined {
  try {
    return text !== undefined && parseEntityRef(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
