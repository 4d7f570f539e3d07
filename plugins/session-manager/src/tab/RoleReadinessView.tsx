import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  Drift,
  OtherManager,
  RoleEvidence,
  RoleReadiness,
  RoleRepair,
  RoleStatus,
  roleFormData,
} from 'backstage-plugin-session-manager-common';
import { ClaimedProblems } from '../components/role/ClaimedProblems';
import { CopiedRecord } from '../components/role/CopiedRecord';
import { CreateButton } from '../components/role/CreateButton';
import { Differences } from '../components/role/Differences';
import { Fault } from '../components/Fault';
import { NotAllowed } from '../components/NotAllowed';
import { ProblemNotice } from '../components/ProblemNotice';
import { RoleTemplates } from '../components/role/templateForm';
import { QueryState } from '../hooks/useQuery';
import { NODES_SECTION } from '../hooks/useRolePath';
import { Section } from '../components/Section';
import { sessionManagerTranslationRef } from '../translation/ref';
import { ExplainMessage } from '../components/explain/ExplainMessage';
import { NodesView } from './NodesView';
import { PolicyView } from './PolicyView';
import { PreferencesView } from './PreferencesView';
import { ProblemView } from './ProblemView';
import { RoleSection, Sections } from './Sections';
import { isWithoutNodes } from './shownReadiness';
import { SimulatorResultView } from './SimulatorResultView';
import { StageLine } from '../components/role/StageLine';

/** Whether sessions on a role start and are logged, with the evidence. */
export function RoleReadinessView({
  query: { known, problem },
  ...subject
}: Subject & { query: QueryState<RoleReadiness> }) {
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
      <LoadedReadiness known={known} {...subject} />
    </>
  );
}

interface Subject {
  entityRef: string;
  role: RoleStatus;
  templates: RoleTemplates;
  /** How often someone has checked again. */
  checks: number;
  /** The requests for the role. */
  requests: ReactNode;
}

function LoadedReadiness({
  known,
  ...subject
}: Subject & { known: RoleReadiness }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { role, entityRef, templates } = subject;
  switch (known.status) {
    case 'missing':
      return <Typography variant="body1">{t('readiness.missing')}</Typography>;
    case 'fault':
      return <Fault fault={known.fault} />;
    case 'claimed':
      return (
        <>
          <StageLine readiness={known.readiness} isHypothetical />
          <Section title={t('readiness.problems.title')}>
            <ClaimedProblems readiness={known.readiness} />
          </Section>
        </>
      );
    default:
      return (
        <>
          {!known.readiness.purpose && (
            <StageLine
              readiness={known.readiness}
              isHypothetical={isWithoutNodes(known)}
            />
          )}
          <Problems
            evidence={known}
            mayChange={role.may?.change !== false}
            entityRef={entityRef}
            template={templates.template}
          />
          <Section title={t('readiness.simulator.title')}>
            <SimulatorResultView result={known.simulatorResult} />
          </Section>
          <Sections sections={sectionsOf(known, subject)} />
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
        {evidence.repair?.managedBy && (
          <ManagedRepair
            repair={evidence.repair}
            manager={evidence.repair.managedBy}
            mayChange={mayChange}
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

/**
 * The repair of a role that another tool manages: another role instead, or this
 * one against that tool.
 */
function ManagedRepair({
  repair,
  manager,
  mayChange,
  entityRef,
  template,
}: {
  repair: RoleRepair;
  manager: OtherManager;
  mayChange: boolean;
  entityRef: string;
  template: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { spec, newRole } = repair;
  if (!mayChange) {
    return <NotAllowed what="change" />;
  }
  return (
    <>
      <Typography variant="body2">
        {t('requests.review.warning.other-manager', {
          manager: manager.name,
          evidence: manager.evidence,
        })}
      </Typography>
      <Typography variant="body2">
        {t('readiness.problems.repairText')}
      </Typography>
      {newRole && (
        <CreateButton
          label={t('readiness.problems.createOther')}
          template={template}
          fields={roleFormData({ ...newRole, entityRef })}
        />
      )}
      {!manager.isAws && (
        <CreateButton
          label={t('readiness.problems.repairRole')}
          template={template}
          fields={roleFormData({ entityRef, ...spec }, repair)}
        />
      )}
    </>
  );
}

function sectionsOf(
  evidence: RoleEvidence,
  { role, requests, entityRef, templates, checks }: Subject,
): RoleSection[] {
  return [
    { id: 'policy', content: <PolicyView evidence={evidence} /> },
    { id: 'differences', content: <RoleDifferences role={role} /> },
    {
      id: 'preferences',
      content: <PreferencesView reading={evidence.preferences} />,
    },
    {
      id: NODES_SECTION,
      content: (
        <NodesView
          role={role}
          evidence={evidence}
          entityRef={entityRef}
          templates={templates}
          checks={checks}
        />
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

function RoleDifferences({ role }: { role: RoleStatus }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const drift = role.status === 'found' ? role.drift : undefined;
  if (drift?.state === 'drifted') {
    return <Differences changes={drift.changes} />;
  }
  return (
    <>
      <Typography variant="body2">
        {t(`readiness.differences.${differencesOf(drift)}`)}
      </Typography>
      {drift && <CopiedRecord drift={drift} />}
    </>
  );
}

function differencesOf(drift: Drift | undefined) {
  if (drift?.state === 'in-sync') {
    return 'none';
  }
  return drift?.state === 'unmanaged' ? 'unmanaged' : 'not-read';
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
