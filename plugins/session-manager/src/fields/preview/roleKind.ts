import {
  PreviewRequest,
  RolePreview,
} from 'backstage-plugin-session-manager-common';
import { roleOfForm } from '../../components/role/roleForm';
import { PreviewKind } from './PreviewKind';
import { accountOf, formText } from '../../hooks/formSubject';
import { refusedChanges } from './refusedChanges';

/** A form that creates or requests a role. */
export const roleKind: PreviewKind<PreviewRequest, RolePreview> = {
  questionOf: (form, { logs = true, target }) =>
    roleOfForm(form, { hasLogs: logs, target }),
  load: (api, question) => api.previewRole(question),
  refusals: ({ mayRun, plan }, _, t) => [
    ...(mayRun === false ? [t('preview.notAllowed')] : []),
    ...('taken' in plan ? [t('preview.taken', { name: plan.taken })] : []),
    ...('changes' in plan ? refusedChanges(plan.changes, t) : []),
  ],
  // The field of the reason says it itself if the form has an account.
  missing: ({ approval, spec }, form, t) =>
    approval && !accountOf(form) && !formText(form, 'reason')?.trim()
      ? [
          t('preview.labelled', {
            label: t('reason.title'),
            problem: t('reason.required', { account: spec.accountId }),
          }),
        ]
      : [],
};
