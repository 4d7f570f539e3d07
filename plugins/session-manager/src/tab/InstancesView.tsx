import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckCircle from '@material-ui/icons/CheckCircle';
import Help from '@material-ui/icons/Help';
import HighlightOff from '@material-ui/icons/HighlightOff';
import RadioButtonUnchecked from '@material-ui/icons/RadioButtonUnchecked';
import {
  SeenInstance,
  SeenInstances,
} from 'backstage-plugin-session-manager-common';
import { Fault } from '../components/Fault';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Look, Mark } from '../components/Mark';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { VerdictMark } from '../components/role/VerdictMark';

const LOOKS: Readonly<Record<SeenInstance['ping'], Look>> = {
  online: [CheckCircle, 'good'],
  'connection-lost': [HighlightOff, 'bad'],
  inactive: [RadioButtonUnchecked, 'neutral'],
  unseen: [Help, 'warning'],
};

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  instance: {
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
    '&:last-child': { borderBottom: 'none' },
  },
  marks: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 2) },
}));

/** The instances that use the role, as Systems Manager sees them. */
export function InstancesView({
  seen,
  region,
}: {
  seen: SeenInstances;
  region: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (seen.status === 'fault') {
    return <Fault fault={seen.fault} />;
  }
  const { instances, count } = seen;
  if (count === 0) {
    return (
      <Typography variant="body2">
        {t('readiness.instances.none', { region })}
      </Typography>
    );
  }
  return (
    <>
      <ul className={classes.list}>
        {instances.map(instance => (
          <Instance key={instance.instanceId} instance={instance} />
        ))}
      </ul>
      {count > instances.length && (
        <Typography variant="body2">
          {t('readiness.instances.more', { shown: instances.length, count })}
        </Typography>
      )}
    </>
  );
}

function Instance({ instance }: { instance: SeenInstance }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const { instanceId, computerName, ping, lastPingAt, agentVersion } = instance;
  return (
    <li className={classes.instance}>
      <Typography variant="body2">
        {[instanceId, computerName].filter(Boolean).join(' · ')}
      </Typography>
      <div className={classes.marks}>
        <Mark look={LOOKS[ping]} word={t(`readiness.instances.ping-${ping}`)} />
        <VerdictMark
          verdict={instance.fits}
          what={t('readiness.instances.fits')}
        />
      </div>
      <Typography variant="caption" color="textSecondary" component="div">
        {[
          lastPingAt &&
            t('readiness.instances.lastPing', { ago: ago(lastPingAt) }),
          agentVersion &&
            `${t('readiness.instances.agent')} ${agentVersion} (${
              instance.isLatestAgent
                ? t('readiness.instances.latest')
                : t('readiness.instances.outdated')
            })`,
          instance.platform,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Typography>
      {instance.notes.map(note => (
        <Typography key={note} variant="body2">
          {t(`readiness.instances.note.${note}`)}
        </Typography>
      ))}
    </li>
  );
}
