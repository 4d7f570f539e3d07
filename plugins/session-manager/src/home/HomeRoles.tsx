import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { FleetSummary } from 'backstage-plugin-session-manager-common';
import { ListSkeleton } from '../components/list/ListSkeleton';
import { LoadProblem } from '../components/LoadProblem';
import { CreateButton } from '../components/role/CreateButton';
import { DEFAULT_TEMPLATE } from '../components/role/templateForm';
import { useRolesPath } from '../hooks/useRolesPath';
import { sessionManagerTranslationRef } from '../translation/ref';
import { DataAge } from './DataAge';
import { StateNumbers } from './StateNumbers';
import { MyRoles, TROUBLE, useMyRoles } from './useMyRoles';
import { WorstRoles } from './WorstRoles';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    overflowWrap: 'anywhere',
  },
}));

/**
 * The properties of the card on the home page.
 *
 * @public
 */
export interface SessionManagerHomeCardProps {
  /**
   * The Software Template that creates a role, as `namespace/name`. Default:
   * `default/session-manager-role-logging`.
   */
  template?: string;
}

/** The roles of the services of the person, for the home page. */
export function HomeRoles({
  template = DEFAULT_TEMPLATE,
}: SessionManagerHomeCardProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { known, problem, refetch } = useMyRoles();
  const isKept = known !== undefined && problem?.kind !== 'not-allowed';
  return (
    <div className={classes.root}>
      {problem && (
        <LoadProblem
          of="fleet"
          problem={problem}
          isStale={isKept}
          onAgain={refetch}
        />
      )}
      {isKept && <Roles roles={known} template={template} />}
      {!known && !problem && (
        <ListSkeleton label={t('fleet.loading')} rows={4} height={48} />
      )}
    </div>
  );
}

function Roles({
  roles: { owner, summary, worst },
  template,
}: {
  roles: MyRoles;
  template: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const rolesPath = useRolesPath();
  if (!summary?.total) {
    return <NoRoles summary={summary} template={template} />;
  }
  return (
    <>
      <StateNumbers states={summary.states} owner={owner} />
      {TROUBLE.every(state => !summary.states[state]) && (
        <Typography variant="body1">{t('home.calm')}</Typography>
      )}
      <WorstRoles roles={worst} />
      <DataAge accounts={summary.accounts} />
      <Link to={rolesPath({ owner })}>
        {t('home.all', { count: summary.total })}
      </Link>
    </>
  );
}

function NoRoles({
  summary,
  template,
}: {
  summary: FleetSummary | undefined;
  template: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (!summary) {
    return <Typography variant="body1">{t('home.nobody')}</Typography>;
  }
  const isWaiting = summary.accounts.some(({ scannedAt }) => !scannedAt);
  return (
    <>
      <Typography variant="body1">
        {t(isWaiting ? 'home.waiting' : 'home.none')}
      </Typography>
      <Typography variant="body2">{t('home.next')}</Typography>
      <div>
        <CreateButton
          label={t('noRole.create')}
          template={template}
          fields={{}}
        />
      </div>
    </>
  );
}
