import { ReactNode, useCallback, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  RoleEvidence,
  RoleReadiness,
  RoleRepair,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { ClaimedProblems } from '../components/role/ClaimedProblems';
import { CopiedRecord } from '../components/role/CopiedRecord';
import { CreateButton } from '../components/role/CreateButton';
import { Differences } from '../components/role/Differences';
import { Fault } from '../components/Fault';
import { NotAllowed } from '../components/NotAllowed';
import { ProblemNotice } from '../components/ProblemNotice';
import { StateMark } from '../components/role/StateMark';
import { plainStateOf } from '../components/role/roleState';
import { useQuery } from '../hooks/useQuery';
import { Section } from '../components/Section';
import { roleFormData } from '../components/role/roleForm';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useRelativeTime } from '../hooks/useRelativeTime';
import { ExplainMessage } from '../components/explain/ExplainMessage';
import { Headline } from '../components/role/Headline';
import { InstancesView } from './InstancesView';
import { PolicyView } from './PolicyView';
import { PreferencesView } from './PreferencesView';
import { ProblemView } from './ProblemView';
import { RoleSection, Sections } from './Sections';
import { SimulatorResultView } from './SimulatorResultView';
import { StageLine } from '../components/role/StageLine';

const useStyles = makeStyles((theme: Theme) => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
  },
  again: { textTransform: 'none' },
}));

/** Whether sessions on a role start and are logged, and all that tells so. */
export function RoleReadinessView({
  entityRef,
  role,
  template,
  requests,
}: {
  entityRef: string;
  role: RoleStatus;
  /** `namespace/name` */
  template: string;
  /** The requests for the role. */
  requests: ReactNode;
}) {
  const [region, setRegion] = useState<string>();
  const { known, problem, checking, refetch } = useReadiness(
    entityRef,
    role.roleArn,
    region,
  );
  if (problem && (!known || problem.kind === 'not-allowed')) {
    return <ProblemNotice problem={problem} />;
  }
  if (!known) {
    return <Loading />;
  }
  return (
    <>
      {problem && (
        <ProblemNotice problem={problem} shownFrom={known.checkedAt} />
      )}
      <CheckedLine
        known={known}
        checking={checking}
        onAgain={refetch}
        onRegion={setRegion}
      />
      <LoadedReadiness
        known={known}
        role={role}
        requests={requests}
        entityRef={entityRef}
        template={template}
      />
    </>
  );
}

function useReadiness(entityRef: string, roleArn: string, region?: string) {
  const api = useApi(sessionManagerApiRef);
  const ask = useCallback(
    (again: boolean) =>
      api.getRoleReadiness(entityRef, { roleArn, region, refresh: again }),
    [api, entityRef, roleArn, region],
  );
  return useQuery(ask);
}

/** How old the answer is, the way to a new one, and to another region. */
function CheckedLine({
  known,
  checking,
  onAgain,
  onRegion,
}: {
  known: RoleReadiness;
  checking: boolean;
  onAgain: () => void;
  onRegion: (region: string) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  return (
    <Paper className={classes.line}>
      {known.status === 'found' && known.regions.length > 1 && (
        <TextField
          select
          size="small"
          variant="outlined"
          id="session-manager-region"
          label={t('readiness.region')}
          value={known.region}
          onChange={({ target }) => onRegion(target.value)}
        >
          {known.regions.map(region => (
            <MenuItem key={region} value={region}>
              {region}
            </MenuItem>
          ))}
        </TextField>
      )}
      <Typography variant="caption" role="status">
        {checking
          ? t('check.checking')
          : t('readiness.checked', { ago: ago(known.checkedAt) })}
      </Typography>
      {/* Not disabled meanwhile: it would lose the keyboard's focus. */}
      <Button
        size="small"
        className={classes.again}
        aria-disabled={checking}
        onClick={checking ? undefined : onAgain}
      >
        {t('check.again')}
      </Button>
    </Paper>
  );
}

function LoadedReadiness({
  known,
  role,
  requests,
  entityRef,
  template,
}: {
  known: RoleReadiness;
  role: RoleStatus;
  requests: ReactNode;
  entityRef: string;
  template: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  switch (known.status) {
    case 'missing':
      return <Typography variant="body1">{t('readiness.missing')}</Typography>;
    case 'fault':
      return <Fault fault={known.fault} />;
    case 'claimed':
      return (
        <>
          <StateMark state={known.readiness.state} />
          <StageLine readiness={known.readiness} />
          <Section title={t('readiness.problems.title')}>
            <ClaimedProblems readiness={known.readiness} />
          </Section>
        </>
      );
    default:
      return (
        <>
          <Headline readiness={known.readiness} />
          {!known.readiness.purpose && (
            <StageLine readiness={known.readiness} />
          )}
          <Drifted role={role} />
          <Problems
            evidence={known}
            mayChange={role.may?.change !== false}
            entityRef={entityRef}
            template={template}
          />
          <Section title={t('readiness.opinion.title')}>
            <SimulatorResultView opinion={known.secondOpinion} />
          </Section>
          <Sections sections={sectionsOf(known, role, requests, entityRef)} />
        </>
      );
  }
}

function Problems({
  evidence,
  mayChange,
  entityRef,
  template,
}: {
  evidence: RoleEvidence;
  mayChange: boolean;
  entityRef: string;
  template: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { problems } = evidence.readiness;
  const inTheWay = problems.filter(({ severity }) => severity !== 'info');
  const notes = problems.filter(({ severity }) => severity === 'info');
  return (
    <>
      <Section title={t('readiness.problems.title')}>
        {inTheWay.length === 0 && !evidence.readiness.purpose && (
          <Typography variant="body2">
            {t('readiness.problems.none')}
          </Typography>
        )}
        {inTheWay.map((problem, index) => (
          <ProblemView key={index} problem={problem} evidence={evidence} />
        ))}
        {evidence.repair && !mayChange && <NotAllowed what="change" />}
        {evidence.repair && mayChange && (
          <Repair
            repair={evidence.repair}
            entityRef={entityRef}
            template={template}
          />
        )}
      </Section>
      {notes.length > 0 && (
        <Section title={t('readiness.problems.notes')}>
          {notes.map((problem, index) => (
            <ProblemView key={index} problem={problem} evidence={evidence} />
          ))}
        </Section>
      )}
    </>
  );
}

/** The form with what mends the role, or makes one beside it. */
function Repair({
  repair,
  entityRef,
  template,
}: {
  repair: RoleRepair;
  entityRef: string;
  template: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { spec, managedBy, beside } = repair;
  return (
    <>
      {managedBy && (
        <Typography variant="body2">
          {t('requests.review.warning.other-manager', {
            manager: managedBy.name,
            evidence: managedBy.evidence,
          })}
        </Typography>
      )}
      <Typography variant="body2">
        {t('readiness.problems.repairText')}
      </Typography>
      {beside && (
        <CreateButton
          label={t('readiness.problems.repairBeside')}
          template={template}
          fields={roleFormData({ ...beside, entityRef })}
        />
      )}
      {!managedBy?.isAws && (
        <CreateButton
          label={t('readiness.problems.repairRole')}
          template={template}
          fields={roleFormData({ ...spec, entityRef }, repair)}
        />
      )}
    </>
  );
}

function sectionsOf(
  evidence: RoleEvidence,
  role: RoleStatus,
  requests: ReactNode,
  entityRef: string,
): RoleSection[] {
  return [
    { id: 'policy', content: <PolicyView evidence={evidence} /> },
    { id: 'differences', content: <RoleDifferences role={role} /> },
    {
      id: 'preferences',
      content: <PreferencesView reading={evidence.preferences} />,
    },
    {
      id: 'instances',
      content: (
        <InstancesView seen={evidence.instances} region={evidence.region} />
      ),
    },
    { id: 'requests', content: requests },
    {
      id: 'explain',
      content: (
        <ExplainMessage
          about={{
            entityRef,
            roleArn: role.roleArn,
            region: evidence.region,
          }}
        />
      ),
    },
  ];
}

/** That the role was changed since, whether sessions work or not. */
function Drifted({ role }: { role: RoleStatus }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (plainStateOf(role) !== 'drifted') {
    return null;
  }
  return (
    <Section title={t('state.drifted')}>
      <Typography variant="body2">{t('lead.drifted')}</Typography>
    </Section>
  );
}

function RoleDifferences({ role }: { role: RoleStatus }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const drift = role.status === 'found' ? role.drift : undefined;
  if (drift?.state === 'drifted') {
    return <Differences changes={drift.changes} />;
  }
  return (
    <>
      <Typography variant="body2">
        {drift?.state === 'unmanaged'
          ? t('readiness.differences.unmanaged')
          : t('readiness.differences.none')}
      </Typography>
      {drift && <CopiedRecord drift={drift} />}
    </>
  );
}

function Loading() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div role="status" aria-label={t('readiness.loading')}>
      <Skeleton width="70%" height={40} />
      <Skeleton variant="rect" height={72} />
      <Skeleton height={240} />
    </div>
  );
}
