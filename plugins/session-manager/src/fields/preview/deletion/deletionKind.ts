import {
  DeletionPreview,
  DeletionPreviewRequest,
} from 'backstage-plugin-session-manager-common';
import { PreviewKind } from '../PreviewKind';
import { formText } from '../../../hooks/formSubject';
import { refusedChanges } from '../refusedChanges';

/** A form that deletes a role. */
export const deletionKind: PreviewKind<
  DeletionPreviewRequest,
  DeletionPreview
> = {
  questionOf(form) {
    const roleName = formText(form, 'roleName');
    const fields = {
      accountId: formText(form, 'accountId'),
      path: formText(form, 'path'),
      entityRef: formText(form, 'entityRef'),
    };
    return (
      (roleName && {
        roleName,
        ...Object.fromEntries(
          Object.entries(fields).filter(([, value]) => value !== undefined),
        ),
        ...(form.force === true && { force: true }),
      }) ||
      undefined
    );
  },
  load: (api, question) => api.previewDeletion(question),
  refusals(answer, form, t) {
    if (answer.status === 'fault') {
      return [];
    }
    if (answer.status === 'missing') {
      return [
        t('deletion.missing', {
          name: formText(form, 'roleName') ?? '',
          account: answer.accountName ?? answer.accountId,
        }),
      ];
    }
    return [
      ...(answer.mayRun ? [] : [t('may.delete')]),
      ...refusedChanges(answer.changes, t),
    ];
  },
  missing(answer, form, t) {
    const { confirmRoleName, roleName, revokeLogAccess } = form;
    const access = answer.status === 'found' ? answer.logAccess : undefined;
    return [
      ...(confirmRoleName !== undefined && confirmRoleName !== roleName
        ? [t('deletion.notConfirmed')]
        : []),
      ...(revokeLogAccess === true && access && !access.mayRun
        ? [
            t('deletion.mayNotRevoke', {
              bucket: access.bucket,
              owner: access.bucketOwnerName ?? access.bucketOwner,
            }),
          ]
        : []),
    ];
  },
};
