import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { RolePreview } from 'backstage-plugin-session-manager-common';
import { Fault } from '../../components/Fault';
import { Headline } from '../../components/role/Headline';
import { StageLine } from '../../components/role/StageLine';
import { DocumentTexts } from '../../components/review/DocumentTexts';
import { Plan } from '../../components/review/Plan';
import { WiderGrants } from '../../components/review/WiderGrants';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { PolicyPreview } from './localPreview';
import { readinessToShow } from './readinessToShow';
import { PreviewedRole } from './useRolePreview';

const useStyles = makeStyles((theme: Theme) => ({
  part: { marginTop: theme.spacing(2), overflowWrap: 'anywhere' },
  // What was told of the form before, while it moves on.
  unsettled: { opacity: 0.6 },
  approver: { marginRight: theme.spacing(1) },
}));

/**
 * What would come of a role spec, in the order of an approver's questions. The
 * policy is always of the form as it is.
 */
export function RolePreviewView({ role }: { role: PreviewedRole }) {
  const { local, answer, problem } = role;
  const policy = answer?.isCurrent ? answer.preview : local.policy;
  return (
    <>
      <ReadinessPart role={role} />
      {answer && <PortalParts {...answer} />}
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
      // Nothing more comes where the portal does not answer.
      isSettled={isSettled || problem !== undefined}
    >
      {readiness ? (
        <>
          <Headline readiness={readiness} />
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

/** What only the portal knows. */
function PortalParts({
  preview,
  isCurrent,
}: NonNullable<PreviewedRole['answer']>) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      {preview.mayRun === false && (
        <Typography variant="body2" color="error" role="alert">
          {t('preview.mayNot')}
        </Typography>
      )}
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

function Part({
  title,
  isSettled = true,
  children,
}: {
  title: string;
  isSettled?: boolean;
  children: ReactNode;
}) {
  const classes = useStyles();
  return (
    <div
      className={`${classes.part} ${isSettled ? '' : classes.unsettled}`}
      aria-busy={!isSettled}
    >
      <Typography variant="subtitle2" component="h4">
        {title}
      </Typography>
      {children}
    </div>
  );
}

function PartSkeleton() {
  const classes = useStyles();
  return (
    <div className={classes.part} aria-hidden>
      <Typography variant="subtitle2" component="div">
        <Skeleton width="60%" />
      </Typography>
      <Typography variant="body2" component="div">
        <Skeleton width="90%" />
        <Skeleton width="80%" />
      </Typography>
    </div>
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
