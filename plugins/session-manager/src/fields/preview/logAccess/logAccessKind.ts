import {
  LogAccessPreview,
  LogAccessPreviewRequest,
} from 'backstage-plugin-session-manager-common';
import { PreviewKind } from '../PreviewKind';
import { formText } from '../../../hooks/formSubject';

/** A form that grants or revokes access to another account's log bucket. */
export const logAccessKind: PreviewKind<
  LogAccessPreviewRequest,
  LogAccessPreview
> = {
  questionOf(form) {
    const text = (field: string) => formText(form, field);
    const roleName = text('roleName');
    const bucket = text('bucket');
    const bucketOwner = text('bucketOwner');
    if (!roleName || !bucket || !bucketOwner) {
      return undefined;
    }
    return {
      spec: {
        roleName,
        ...given('accountId', text('accountId')),
        ...given('path', text('path')),
        s3: {
          bucket,
          bucketOwner,
          ...given('prefix', text('prefix')),
          ...given('kmsKeyArn', text('bucketKmsKeyArn')),
        },
      },
      ...(form.checkEncryption === false && { checkEncryption: false }),
      ...(form.revoke === true && { revoke: true }),
    };
  },
  load: (api, question) => api.previewLogAccess(question),
  refusals(answer, form, t) {
    const { bucket, bucketOwner, bucketOwnerName, approvers } = answer;
    const owner = bucketOwnerName ?? bucketOwner;
    return [
      ...(answer.mayRun || answer.fault ? [] : [t('may.logAccess')]),
      ...(approvers ? [t('logAccess.ownerApproves', { owner })] : []),
      ...(answer.roleExists || answer.fault || form.revoke === true
        ? []
        : [
            t('logAccess.noRole', {
              name: formText(form, 'roleName') ?? '',
              bucket,
            }),
          ]),
    ];
  },
};

function given<Field extends string>(
  field: Field,
  value: string | undefined,
): Partial<Record<Field, string>> {
  return value === undefined
    ? {}
    : ({ [field]: value } as Partial<Record<Field, string>>);
}
