import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { Handover } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';

/** The one button; opening takes a decision, because it happens once. */
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
  const until = new Date(expiresAt).toLocaleString();
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

/** Why it cannot be opened any more, and what to do. */
export function Gone({ handover }: { handover: Handover }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const at = new Date(handover.openedAt ?? handover.expiresAt).toLocaleString();
  return (
    <Typography variant="body1">
      {handover.openedAt
        ? t('handover.opened', { at })
        : t('handover.expired', { until: at })}{' '}
      {t('handover.again')}
    </Typography>
  );
}
