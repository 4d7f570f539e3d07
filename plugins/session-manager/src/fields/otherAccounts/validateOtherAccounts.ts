import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../../api/SessionManagerApi';
import { loadFormFacts } from '../../hooks/formFacts';
import { FormData } from '../../hooks/formSubject';
import { accountName } from '../../translation/accountName';
import { labelFields } from '../../translation/fieldLabels';
import { Translate } from '../../translation/Translate';
import { translationOf } from '../../translation/translationOf';
import { refusalOf } from '../preview/refusalOf';
import { roleKind } from '../preview/roleKind';
import { formIn, isSameAccount, otherRole } from './otherRole';
import { OtherAccount, OtherAccountsOptions } from './schema';

interface Check {
  api: SessionManagerApi;
  form: FormData;
  options: OtherAccountsOptions;
  t: Translate;
}

/**
 * Holds the form while the role of one of the other accounts cannot be created
 * or requested, in the account's name.
 */
export const validateOtherAccounts: CustomFieldValidator<
  OtherAccount[],
  OtherAccountsOptions
> = async (chosen = [], field, { apiHolder, formData, uiSchema }) => {
  const api = apiHolder.get(sessionManagerApiRef);
  if (!api || chosen.length === 0) {
    return;
  }
  const check: Check = {
    api,
    form: formData,
    options: uiSchema?.['ui:options'] ?? {},
    t: await translationOf(apiHolder),
  };
  const problems = await Promise.all(
    chosen.map(other => problemsIn(other, check)),
  );
  problems.flat().forEach(problem => field.addError(problem));
};

async function problemsIn(
  chosen: OtherAccount,
  check: Check,
): Promise<string[]> {
  const { t } = check;
  const problems = await obstaclesIn(chosen, check);
  return problems.map(problem =>
    t('preview.labelled', { label: chosen.account, problem }),
  );
}

async function obstaclesIn(
  chosen: OtherAccount,
  { api, form, options, t }: Check,
): Promise<string[]> {
  const { accountId } = chosen;
  const own = formIn(accountId, form);
  const facts = await loadFormFacts(api, own);
  const account: AccountInfo = facts.accounts?.find(
    known => known.accountId === accountId,
  ) ?? { accountId };
  const role = otherRole(account, own, facts, { ...options, t });
  if (role.obstacles.length > 0) {
    return role.obstacles;
  }
  if (
    accountId === form.accountId ||
    !role.chosen ||
    !isSameAccount(role.chosen, { ...chosen, account: accountName(account) })
  ) {
    return [t('losses.loading')];
  }
  if (!role.request) {
    return [t('preview.incomplete')];
  }
  try {
    const preview = await roleKind.load(api, role.request);
    return roleKind.refusals(preview, own, t);
  } catch (error) {
    const refusal = refusalOf(error);
    return refusal === undefined ? [] : [labelFields(refusal, t)];
  }
}
