import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SearchDocument } from '@backstage/plugin-search-common';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { TerminalIcon } from '../components/TerminalIcon';
import { NODES_SECTION, rolePath } from '../hooks/useRolePath';
import { sessionManagerTranslationRef } from '../translation/ref';

const useStyles = makeStyles((theme: Theme) => ({
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
    // Large enough to be pressed.
    minHeight: theme.spacing(3),
  },
}));

/** Opens the nodes of the service that a search found, to connect to one. */
export function ConnectLink({
  service,
  noTrack,
}: {
  service: SearchDocument;
  noTrack?: boolean;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <Link
      className={classes.link}
      variant="body2"
      to={rolePath(service.location, { section: NODES_SECTION })}
      noTrack={noTrack}
      aria-label={t('connect.serviceLinkFor', { service: service.title })}
    >
      <TerminalIcon aria-hidden />
      {t('connect.button')}
    </Link>
  );
}
