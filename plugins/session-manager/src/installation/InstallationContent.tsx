import { useCallback } from 'react';
import { Content, Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  Installation,
  InstallationCheck,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { CheckAgain } from '../components/CheckAgain';
import { ListSkeleton } from '../components/list/ListSkeleton';
import { LoadProblem } from '../components/LoadProblem';
import { PageHeading } from '../components/PageHeading';
import { Section } from '../components/Section';
import { useQuery } from '../hooks/useQuery';
import { useRolesPath } from '../hooks/useRolesPath';
import { nameWithId } from '../translation/nameWithId';
import { sessionManagerTranslationRef } from '../translation/ref';
import { AppSection } from './AppSection';
import { CheckList } from './CheckList';

const useStyles = makeStyles((theme: Theme) => ({
  back: { marginBottom: theme.spacing(2) },
  head: { marginBottom: theme.spacing(2) },
}));

/** Whether the plugins are installed completely, for administrators. */
export function InstallationContent() {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const api = useApi(sessionManagerApiRef);
  const query = useQuery(useCallback(() => api.checkInstallation(), [api]));
  const rolesPath = useRolesPath();
  const { known, problem, refetch } = query;
  return (
    <Content>
      <div className={classes.back}>
        <Link to={rolesPath({ owner: [] })}>← {t('installation.back')}</Link>
      </div>
      <div className={classes.head}>
        <PageHeading>{t('installation.title')}</PageHeading>
        <Typography variant="body2">{t('installation.lead')}</Typography>
        {known && <CheckAgain query={query} onAgain={refetch} />}
      </div>
      {problem && (
        <LoadProblem
          of="installation"
          problem={problem}
          isStale={known !== undefined}
          onAgain={refetch}
        />
      )}
      {known && <Checks installation={known} />}
      {known && <AppSection />}
      {!known && !problem && (
        <ListSkeleton label={t('installation.loading')} rows={8} height={64} />
      )}
    </Content>
  );
}

function Checks({ installation: { checks } }: { installation: Installation }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const accountIds = new Set(checks.flatMap(({ accountId = [] }) => accountId));
  const accounts = [...accountIds].map(id => ({
    id,
    checks: checks.filter(({ accountId }) => accountId === id),
  }));
  return (
    <>
      <Typography variant="body1" className={classes.head}>
        <Summary checks={checks} />
      </Typography>
      <Section title={t('installation.portal')}>
        <CheckList checks={checks.filter(({ accountId }) => !accountId)} />
      </Section>
      {accounts.length === 0 && (
        <Typography variant="body2">{t('installation.noAccounts')}</Typography>
      )}
      {accounts
        .sort((a, b) => problemsIn(b.checks) - problemsIn(a.checks))
        .map(account => (
          <Section
            key={account.id}
            title={nameWithId(account.id, account.checks[0].accountName)}
          >
            <CheckList checks={account.checks} />
          </Section>
        ))}
    </>
  );
}

function Summary({ checks }: { checks: readonly InstallationCheck[] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const problems = problemsIn(checks);
  const open = checks.filter(({ state }) => state === 'unknown').length;
  const parts = [
    problems > 0
      ? t('installation.problems', { count: problems })
      : t('installation.noProblems'),
    ...(open > 0 ? [t('installation.unknown', { count: open })] : []),
  ];
  return <>{parts.join(' · ')}</>;
}

function problemsIn(checks: readonly InstallationCheck[]): number {
  return checks.filter(({ state }) => state === 'problem').length;
}
