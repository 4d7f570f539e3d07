import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { RequestState } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';

/** The kind of approval of a request that no person approved beforehand. */
export function ApprovalMark({ state }: { state: RequestState }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const approval = 'approval' in state ? state.approval : undefined;
  if (!approval || approval.kind === 'people') {
    return null;
  }
  const isOpen = approval.kind === 'break-glass' && !approval.review;
  return (
    <Typography
      variant="caption"
      component="div"
      color={isOpen ? 'error' : 'textSecondary'}
    >
      {approval.kind === 'rule'
        ? t('requests.approval.byRule', { rule: approval.rule.name })
        : t(`requests.approval.${approval.kind}`)}
      {isOpen && ` · ${t('requests.approval.reviewOpen')}`}
    </Typography>
  );
}
