import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { Handover } from 'backstage-plugin-session-manager-common';
import { Button } from '../components/Button';
import { sessionManagerTranslationRef } from '../translation/ref';
import { dateText } from '../translation/dateText';

/** The button that opens the code. Opening needs a click, because it works once. */
export function Waiting({
  expiresAt,
  hasKey,
  opening,
  onOpen,
}: {
  expiresAt: string;
  /** Whether the link is complete. */
  hasKey: boolean;
  opening: boolean;
  onOpen: () => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const until = dateText(expiresAt, t);
  return (
    <>
      <Typography variant="body1" paragraph>
        {hasKey ? t('handover.waiting', { until }) : t('handover.incomplete')}
      </Typography>
      <Button
        color="primary"
        variant="contained"
        disabled={!hasKey || opening}
        onClick={onOpen}
      >
        {opening ? t('handover.opening') : t('handover.open')}
      </Button>
    </>
  );
}

/** Why the code can no longer be opened, and what to do. */
export function Gone({ handover }: { handover: Handover }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const at = dateText(handover.openedAt ?? handover.expiresAt, t);
  return (
    <Typography variant="body1">
      {handover.openedAt
        ? t('handover.opened', { at })
        : t('handover.expired', { until: at })}{' '}
      {t('handover.again')}
    </Typography>
  );
}
