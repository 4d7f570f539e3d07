import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { RolePreview } from 'backstage-plugin-session-manager-common';
import { Headline } from '../readiness/Headline';
import { StageLine } from '../readiness/StageLine';
import { DocumentTexts } from '../review/DocumentTexts';
import { Plan } from '../review/Plan';
import { WiderGrants } from '../review/WiderGrants';
import { sessionManagerTranslationRef } from '../translation/ref';

const useStyles = makeStyles((theme: Theme) => ({
  part: { marginTop: theme.spacing(2), overflowWrap: 'anywhere' },
  approver: { marginRight: theme.spacing(1) },
}));

/** What would come of a role spec, in the order of an approver's questions. */
export function RolePreviewView({ preview }: { preview: RolePreview }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { readiness } = preview;
  return (
    <>
      <Part title={t('preview.readiness')}>
        {readiness ? (
          <>
            <Headline readiness={readiness} />
            <StageLine readiness={readiness} />
          </>
        ) : (
          <Typography variant="body2">
            {t('preview.readinessUnknown')}
          </Typography>
        )}
      </Part>
      <Part title={t('requests.review.plan')}>
        <Plan plan={preview.plan} />
      </Part>
      <Part title={t('preview.approval')}>
        <Approval approval={preview.approval} />
      </Part>
      <Part title={t('requests.review.wider')}>
        <WiderGrants grants={preview.widerThanLeastPrivilege} />
      </Part>
      <DocumentTexts documents={preview.documents} />
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.part}>
      <Typography variant="subtitle2" component="h4">
        {title}
      </Typography>
      {children}
    </div>
  );
}

function Approval({ approval }: Pick<RolePreview, 'approval'>) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (!approval) {
    return (
      <Typography variant="body2">{t('preview.approvalNone')}</Typography>
    );
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
