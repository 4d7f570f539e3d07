import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckCircle from '@material-ui/icons/CheckCircle';
import Help from '@material-ui/icons/Help';
import HighlightOff from '@material-ui/icons/HighlightOff';
import RadioButtonUnchecked from '@material-ui/icons/RadioButtonUnchecked';
import {
  ObservedInstance,
  ObservedInstances,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { ConnectButton } from '../connect/ConnectButton';
import { Fault } from '../components/Fault';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Look, Mark } from '../components/Mark';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { attachFields, mayAttach } from '../components/role/attachment';
import { TemplateLink } from '../components/role/TemplateLink';
import { VerdictMark } from '../components/role/VerdictMark';
import { NodeName } from './NodeName';

const LOOKS: Readonly<Record<ObservedInstance['ping'], Look>> = {
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
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 2),
  },
  marks: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 2) },
}));

/** The instances that use the role, as Systems Manager reports them. */
export function RoleNodes({
  seen,
  region,
  role,
  entityRef,
  template,
}: {
  seen: ObservedInstances;
  region: string;
  role: RoleStatus;
  entityRef: string;
  /** Attaches the role to instances, `namespace/name`. */
  template: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (seen.status === 'fault') {
    return <Fault fault={seen.fault} />;
  }
  const { instances, count } = seen;
  if (count === 0) {
    return (
      <Typography variant="body2" paragraph>
        {t('readiness.instances.none', { region })}{' '}
        {mayAttach(role) && (
          <TemplateLink
            label={t('role.attach')}
            roleName={role.roleName}
            template={template}
            fields={attachFields(role, entityRef)}
          />
        )}
      </Typography>
    );
  }
  return (
    <>
      <ul className={classes.list}>
        {byName(instances).map(instance => (
          <Instance key={instance.instanceId} instance={instance}>
            <ConnectButton
              subject={{
                entityRef,
                accountId: role.accountId,
                region,
                nodeId: instance.instanceId,
                name: instance.name ?? instance.computerName,
              }}
            />
          </Instance>
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

function byName(instances: readonly ObservedInstance[]): ObservedInstance[] {
  const textOf = ({ name, computerName, instanceId }: ObservedInstance) =>
    `${name ?? computerName ?? ''} ${instanceId}`;
  return [...instances].sort((a, b) =>
    textOf(a).localeCompare(textOf(b), undefined, { numeric: true }),
  );
}

function Instance({
  instance,
  children,
}: {
  instance: ObservedInstance;
  children: ReactNode;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const { instanceId, name, computerName, ping, lastPingAt, agentVersion } =
    instance;
  return (
    <li className={classes.instance}>
      <div className={classes.line}>
        <NodeName name={name ?? computerName} nodeId={instanceId} />
        {children}
      </div>
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
