import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { listText } from '../../translation/listText';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    margin: theme.spacing(1, 0, 0),
    padding: theme.spacing(1, 1.5),
    borderLeft: `3px solid ${theme.palette.divider}`,
  },
  list: {
    margin: 0,
  },
  fact: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1),
  },
  value: {
    margin: 0,
    overflowWrap: 'anywhere',
  },
  approver: {
    marginRight: theme.spacing(1),
  },
}));

/** The settings that an account applies to every role. A form cannot change them. */
export function AccountFacts({
  account,
  showsApproval,
}: {
  account: AccountInfo;
  showsApproval: boolean;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { path, permissionsBoundaryArn, maxSessionDuration, tags } = account;
  const approval = showsApproval ? account.approval : undefined;
  return (
    <div className={classes.root}>
      {showsApproval && (
        <Typography variant="body2">
          {approval
            ? t('accountPicker.approvals', { count: approval.required })
            : t('accountPicker.atOnce')}
        </Typography>
      )}
      <Typography variant="body2" component="dl" className={classes.list}>
        {approval && (
          <Fact name={t('accountPicker.approvers')}>
            {approval.approvers.map(approver => (
              <span key={approver} className={classes.approver}>
                <EntityDisplayName entityRef={approver} hideIcon />
              </span>
            ))}
          </Fact>
        )}
        {path && <Fact name={t('accountPicker.path')}>{path}</Fact>}
        {permissionsBoundaryArn && (
          <Fact name={t('accountPicker.boundary')}>
            {permissionsBoundaryArn}
          </Fact>
        )}
        {maxSessionDuration && (
          <Fact name={t('accountPicker.duration')}>
            {t('accountPicker.hours', { count: maxSessionDuration / 3600 })}
          </Fact>
        )}
        {tags && Object.keys(tags).length > 0 && (
          <Fact name={t('accountPicker.tags')}>
            {listText(
              Object.entries(tags).map(([key, value]) => `${key} = ${value}`),
              t,
            )}
          </Fact>
        )}
      </Typography>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.fact}>
      <dt>{name}:</dt>
      <dd className={classes.value}>{children}</dd>
    </div>
  );
}
