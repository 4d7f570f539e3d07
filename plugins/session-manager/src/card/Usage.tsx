import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import {
  FoundRole,
  InstanceUse,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { Translate } from '../translation/Translate';

/** Who uses a role: its instance profile, the instances in it, and when last. */
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
        ]
          .filter(Boolean)
          .join(' · ')}
      </Typography>
    </>
  );
}

function instancesText(use: InstanceUse, t: Translate): string {
  if ('fault' in use) {
    return t('role.instancesUnknown', { hint: use.fault.hint });
  }
  return use.regions.length > 0
    ? t('role.instancesIn', {
        count: use.count,
        regions: use.regions.join(', '),
      })
    : t('role.instances', { count: use.count });
}

function lastUsedText(
  lastUsed: FoundRole['lastUsed'],
  ago: (moment: string) => string,
  t: Translate,
): string {
  if (!lastUsed) {
    return t('role.neverUsed');
  }
  const { at, region } = lastUsed;
  return region
    ? t('role.lastUsedIn', { ago: ago(at), region })
    : t('role.lastUsed', { ago: ago(at) });
}
