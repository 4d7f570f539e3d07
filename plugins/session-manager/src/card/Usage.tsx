import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import {
  FoundRole,
  InstanceUse,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { Translate } from '../translation/Translate';
import { listText } from '../translation/listText';
import { portalText } from '../translation/portalText';

/** The use of a role: its instance profile, its instances, its last use. */
export function Usage({ role }: { role: FoundRole }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const { instanceProfile, lastUsed, drift } = role;
  return (
    <>
      <Typography variant="body2" style={{ overflowWrap: 'anywhere' }}>
        {instanceProfile
          ? t('role.profile', { name: instanceProfile.name })
          : t('role.noProfile')}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {[
          instanceProfile && instancesText(instanceProfile.instances, t),
          lastUsedText(lastUsed, ago, t),
          drift.state === 'in-sync' && t('role.inSync'),
          drift.state === 'not-read' && t('role.syncNotRead'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Typography>
    </>
  );
}

function instancesText(use: InstanceUse, t: Translate): string {
  if ('fault' in use) {
    return t('role.instancesUnknown', {
      hint: portalText(use.fault.hint, t),
    });
  }
  const { count } = use;
  const regions = listText(use.regions, t);
  if (count === 0) {
    return regions
      ? t('role.instancesNoneIn', { regions })
      : t('role.instancesNone');
  }
  return regions
    ? t('role.instancesIn', { count, regions })
    : t('role.instances', { count });
}

function lastUsedText(
  lastUsed: FoundRole['lastUsed'],
  ago: (moment: string) => string,
  t: Translate,
): string {
  if (!lastUsed) {
    return t('role.neverUsed');
  }
  const { on, region } = lastUsed;
  return region
    ? t('role.lastUsedIn', { ago: ago(on), region })
    : t('role.lastUsed', { ago: ago(on) });
}
