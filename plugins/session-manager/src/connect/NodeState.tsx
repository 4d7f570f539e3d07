import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import CheckCircle from '@material-ui/icons/CheckCircle';
import Help from '@material-ui/icons/Help';
import HighlightOff from '@material-ui/icons/HighlightOff';
import {
  ConnectNode,
  ConnectObstacle,
} from 'backstage-plugin-session-manager-common';
import { Fault } from '../components/Fault';
import { Look, Mark } from '../components/Mark';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { sessionManagerTranslationRef } from '../translation/ref';
import { headlineText } from '../translation/sentences';

const LOOKS = {
  online: [CheckCircle, 'good'],
  offline: [HighlightOff, 'bad'],
  unknown: [Help, 'warning'],
} as const satisfies Record<string, Look>;

/** Whether a node is online, and why a session would not start. */
export function NodeState({ node }: { node: ConnectNode }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const { accountId, accountName, lastPingAt, obstacle, ping, region } = node;
  const state = ping === 'online' || ping === 'unknown' ? ping : 'offline';
  return (
    <div>
      <Mark look={LOOKS[state]} word={t(`connect.${state}`)} />
      <Typography variant="body2" color="textSecondary">
        {[
          t('connect.place', { account: accountName ?? accountId, region }),
          lastPingAt && t('connect.lastPing', { ago: ago(lastPingAt) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Typography>
      {obstacle && <Obstacle obstacle={obstacle} />}
    </div>
  );
}

function Obstacle({
  obstacle: { code, headline, fault },
}: {
  obstacle: ConnectObstacle;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <Typography variant="body2">
        {headline ? headlineText(headline, t) : t(`connect.obstacle.${code}`)}
      </Typography>
      {fault && <Fault fault={fault} />}
    </>
  );
}
