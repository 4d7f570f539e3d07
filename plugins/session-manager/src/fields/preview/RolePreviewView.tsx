import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { RolePreview } from 'backstage-plugin-session-manager-common';
import { Fault } from '../../components/Fault';
import { OwnersOf } from '../../components/OwnersOf';
import { HeadlineView } from '../../components/role/HeadlineView';
import { StageLine } from '../../components/role/StageLine';
import { DocumentTexts } from '../../components/review/DocumentTexts';
import { Plan } from '../../components/review/Plan';
import { WiderGrants } from '../../components/review/WiderGrants';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { PolicyPreview } from './localPreview';
import { FormData } from '../../hooks/formSubject';
import { Part, PartSkeleton } from './PreviewParts';
import { Refusals } from './Refusals';
import { roleKind } from './roleKind';
import { readinessToShow } from './readinessToShow';
import { PreviewedRole } from './useRolePreview';

const useStyles = makeStyles((theme: Theme) => ({
  approver: { marginRight: theme.spacing(1) },
}));

/**
 * The preview of a role spec, in the order of an approver's questions. The policy
 * is always that of the current form.
 */
export function RolePreviewView({
  role,
  form,
}: {
  role: PreviewedRole;
  form: FormData;
}) {
  const { local, answer, problem } = role;
  const policy = answer?.isCurrent ? answer.preview : local.policy;
  return (
    <>
      <ReadinessPart role={role} />
      {answer && <PortalParts {...answer} form={form} />}
      {!answer && !problem && (
        <>
          <PartSkeleton />
          <PartSkeleton />
        </>
      )}
      {problem && policy && !local.readiness && <FormAlone />}
      {policy ? <PolicyParts policy={policy} /> : !problem && <PartSkeleton />}
    </>
  );
}

function ReadinessPart({ role }: { role: PreviewedRole }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { local, answer, problem } = role;
  const { readiness, isSettled } = readinessToShow({
    local: local.readiness,
    portal: answer && {
      readiness: answer.preview.readiness,
      isCurrent: answer.isCurrent,
    },
  });
  if (!readiness && !answer) {
    return problem ? null : <PartSkeleton />;
  }
  return (
    <Part
      title={t('preview.readiness')}
      // No further update follows if the portal does not respond.
      isSettled={isSettled || problem !== undefined}
    >
      {readiness ? (
        <>
          <HeadlineView readiness={readiness} />
          <StageLine readiness={readiness} />
        </>
      ) : (
        <>
          <Typography variant="body2">
            {t('preview.readinessUnknown')}
          </Typography>
          {answer?.preview.readinessFault && (
            <Fault fault={answer.preview.readinessFault} />
          )}
        </>
      )}
    </Part>
  );
}

/** The parts that only the portal knows. A refused task changes nothing. */
function PortalParts({
  preview,
  isCurrent,
  form,
}: NonNullable<PreviewedRole['answer']> & { form: FormData }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const refusals = roleKind.refusals(preview, form, t);
  if (refusals.length > 0) {
    return (
      <>
        {isCurrent && <Refusals refusals={refusals} />}
        {preview.mayRun === false && preview.spec.entityRef && (
          <OwnersOf entityRef={preview.spec.entityRef} />
        )}
      </>
    );
  }
  return (
    <>
      <Part title={t('requests.review.plan')} isSettled={isCurrent}>
        <Plan plan={preview.plan} />
      </Part>
      <Part title={t('preview.approval')} isSettled={isCurrent}>
        <Approval approval={preview.approval} />
      </Part>
    </>
  );
}

function FormAlone() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return <Typography variant="body2">{t('preview.formAlone')}</Typography>;
}

function PolicyParts({ policy }: { policy: PolicyPreview }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <Part title={t('requests.review.wider')}>
        <WiderGrants grants={policy.widerThanLeastPrivilege} />
      </Part>
      <DocumentTexts documents={policy.documents} />
    </>
  );
}

function Approval({ approval }: Pick<RolePreview, 'approval'>) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (!approval) {
    return <Typography variant="body2">{t('preview.approvalNone')}</Typography>;
  }
  const { approvers, required, rule } = approval;
  return rule ? (
    <Typography variant="body2">{t('preview.approvalRule', rule)}</Typography>
  ) : (
    <Typography variant="body2">
      {t('preview.approvalCount', { count: required })}{' '}
      {approvers.map(approver => (
        <span key={approver} className={classes.approver}>
          <EntityDisplayName entityRef={approver} hideIcon />
        </span>
      ))}
      {t('preview.approvalSees')}
    </Typography>
  );
}
