import { RequestDetails } from 'backstage-plugin-session-manager-common';
import { RequestVerb } from '../api/SessionManagerApi';
import { nameWithId } from '../translation/nameWithId';
import { Translate } from '../translation/Translate';
import { partsText } from './partsText';

/** What the dialog of a decision asks. */
export interface DecisionQuestion {
  title: string;
  text?: string;
  action: string;
  /** What the comment must say; absent if a comment is optional. */
  comment?: string;
  /** A text that must be typed to confirm; absent if none is required. */
  confirm?: { label: string; text: string };
}

/** What is asked before a decision is sent. */
export function decisionQuestion(
  verb: RequestVerb,
  details: RequestDetails,
  t: Translate,
): DecisionQuestion {
  const { state, spec } = details.request;
  switch (verb) {
    case 'approve':
      return {
        title: t('requests.decide.approveTitle'),
        text: approvalText(details, t),
        action: t('requests.decide.approveDo'),
      };
    case 'reject':
      return {
        title: t('requests.decide.rejectTitle'),
        action: t('requests.decide.rejectDo'),
        comment: t('requests.decide.commentNeeded'),
      };
    case 'confirm':
      return {
        title: t('requests.decide.confirmTitle'),
        text: t('requests.decide.confirmText', {
          parts: partsText('remaining' in state ? state.remaining : [], t),
        }),
        action: t('requests.decide.confirmDo'),
        comment: t('requests.decide.commentConfirm'),
      };
    case 'break-glass':
      return {
        title: t('requests.decide.breakGlassTitle'),
        text: t('requests.decide.breakGlassText'),
        action: t('requests.decide.breakGlassDo'),
        comment: t('requests.decide.commentBreakGlass'),
        confirm: {
          label: t('requests.decide.confirmRoleName', { role: spec.roleName }),
          text: spec.roleName,
        },
      };
    case 'review':
      return {
        title: t('requests.decide.reviewTitle'),
        text: t('requests.decide.reviewText'),
        action: t('requests.decide.reviewDo'),
        comment: t('requests.decide.commentReview'),
      };
    case 'revoke':
      return {
        title: t('requests.decide.revokeTitle'),
        text: t('requests.decide.revokeText'),
        action: t('requests.decide.revokeDo'),
        comment: t('requests.decide.commentRevoke'),
      };
    default:
      return {
        title: t('requests.decide.withdrawTitle'),
        text: t('requests.decide.withdrawText'),
        action: t('requests.decide.withdrawDo'),
      };
  }
}

/** What an approval does, and when. */
function approvalText(details: RequestDetails, t: Translate): string {
  const { request, approvers } = details;
  const { spec, accountName } = request;
  const others = approvers.missing - 1;
  const effect = effectOf(details);
  const subject = {
    role: spec.roleName,
    account: nameWithId(spec.accountId, accountName),
  };
  return others > 0
    ? t(`requests.decide.approveLater.${effect}`, { ...subject, count: others })
    : t(`requests.decide.approveNow.${effect}`, subject);
}

function effectOf({
  review: { plan },
}: RequestDetails): 'create' | 'change' | 'other' {
  if (!('changes' in plan) || plan.changes.length === 0) {
    return 'other';
  }
  return plan.changes.some(({ operation }) => operation === 'CreateRole')
    ? 'create'
    : 'change';
}
