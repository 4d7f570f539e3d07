import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import OpenInNew from '@material-ui/icons/OpenInNew';
import {
  ConnectNode,
  ConnectWay,
} from 'backstage-plugin-session-manager-common';
import { Disclosure } from '../components/Disclosure';
import { sessionManagerTranslationRef } from '../translation/ref';
import { CopiedText } from './CopiedText';

const PLUGIN_DOCS =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html';
const JUST_IN_TIME_DOCS =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-just-in-time-node-access-start-session.html';

const useStyles = makeStyles((theme: Theme) => ({
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    marginBottom: theme.spacing(1),
  },
}));

/** How to connect to a node: with the console or commands, or after a request. */
export function NodeWay({ node }: { node: ConnectNode }) {
  const { way, nodeId } = node;
  return way.kind === 'session' ? (
    <SessionWay way={way} nodeId={nodeId} />
  ) : (
    <AccessRequestWay way={way} />
  );
}

function SessionWay({
  way: { consoleUrl, commands },
  nodeId,
}: {
  way: Extract<ConnectWay, { kind: 'session' }>;
  nodeId: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div>
      <Link
        to={consoleUrl}
        target="_blank"
        rel="noopener noreferrer"
        className={classes.link}
        aria-label={t('connect.consoleFor', { node: nodeId })}
      >
        <OpenInNew fontSize="inherit" aria-hidden />
        {t('connect.console')}
      </Link>
      <Command
        title={t('connect.command')}
        command={commands.shell}
        note={
          <>
            {t('connect.plugin')}{' '}
            <External to={PLUGIN_DOCS}>{t('connect.pluginLink')}</External>
          </>
        }
      />
      <Disclosure label={t('connect.portForwarding')}>
        <Command
          what={t('connect.portForwarding')}
          command={commands.portForwarding}
          note={`${t('connect.ports')} ${t('readiness.neverLogged')}`}
        />
      </Disclosure>
      <Disclosure label={t('connect.ssh')}>
        <Command
          what={t('connect.ssh')}
          command={commands.ssh}
          note={`${t('connect.sshUser')} ${t('readiness.neverLogged')}`}
        />
      </Disclosure>
    </div>
  );
}

function AccessRequestWay({
  way: { commands },
}: {
  way: Extract<ConnectWay, { kind: 'access-request' }>;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div>
      <Typography variant="body1" paragraph>
        {t('connect.justInTime')}{' '}
        <External to={JUST_IN_TIME_DOCS}>
          {t('connect.justInTimeLink')}
        </External>
      </Typography>
      <Command
        title={t('connect.request')}
        command={commands.request}
        note={t('connect.requestText')}
      />
      <Command
        title={t('connect.token')}
        command={commands.token}
        note={t('connect.tokenText')}
      />
    </div>
  );
}

function Command({
  title,
  what = title ?? '',
  command,
  note,
}: {
  title?: string;
  /** Names the command in the label of the button. */
  what?: string;
  command: string;
  note: React.ReactNode;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      {title && (
        <Typography variant="subtitle2" component="h3">
          {title}
        </Typography>
      )}
      <CopiedText
        text={command}
        label={t('connect.copy', { what })}
        copied={t('connect.copied')}
      />
      <Typography variant="body2" color="textSecondary" paragraph>
        {note}
      </Typography>
    </>
  );
}

function External({ to, children }: { to: string; children: string }) {
  return (
    <Link underline="always" to={to} target="_blank" rel="noopener noreferrer">
      {children}
    </Link>
  );
}
