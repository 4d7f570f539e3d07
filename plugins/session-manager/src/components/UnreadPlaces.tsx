import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { RegionFault } from 'backstage-plugin-session-manager-common';
import { listText } from '../translation/listText';
import { sessionManagerTranslationRef } from '../translation/ref';
import { PortalText } from './PortalText';

/**
 * The accounts and regions in which instances could not be searched, and how to
 * fix that.
 */
export function UnreadPlaces({ faults }: { faults: readonly RegionFault[] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <ul aria-label={t('warning.title')}>
      {faults.map(({ accountId, accountName, region, fault }) => (
        <li key={`${accountId} ${region}`}>
          <Typography variant="body2" style={{ overflowWrap: 'anywhere' }}>
            {t('picker.incomplete', {
              place: listText(
                [accountName ?? accountId, region ?? ''].filter(Boolean),
                t,
              ),
              message: <PortalText text={fault.message} />,
            })}{' '}
            <PortalText text={fault.hint} />
          </Typography>
        </li>
      ))}
    </ul>
  );
}
