import { ReactNode } from 'react';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  FoundRole,
  RoleIdentity,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { nodeUseOf, readinessSummaryOf } from '../components/role/roleState';
import { NODES_SECTION, useRolePath } from '../hooks/useRolePath';
import { StageLine } from '../components/role/StageLine';
import { sessionManagerTranslationRef } from '../translation/ref';
import { ActionButton } from '../components/role/ActionButton';
import { ClaimedProblems } from '../components/role/ClaimedProblems';
import { ClaimNotice } from '../components/role/ClaimNotice';
import { CopiedRecord } from '../components/role/CopiedRecord';
import { CreateButton } from '../components/role/CreateButton';
import { Differences } from '../components/role/Differences';
import { Fault } from '../components/Fault';
import { Lead } from '../components/role/Lead';
import { NotAllowed } from '../components/NotAllowed';
import { RepairButton } from '../components/role/RepairButton';
import { RoleLinks } from '../components/role/RoleLinks';
import { RoleName } from '../components/role/RoleName';
import { RoleTemplates } from '../components/role/templateForm';
import { Usage } from './Usage';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    minWidth: 0,
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

/** A role in detail: a sentence and what to do, then the evidence. */
export function RoleDetails({
  role,
  entityRef,
  templates,
  onChanged,
}: {
  role: RoleStatus;
  entityRef: string;
  templates: RoleTemplates;
  /** Called when the data about the role is out of date. */
  onChanged: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div className={classes.root}>
      <Lead role={role} readiness={readinessSummaryOf(role)} />
      <MainActions
        role={role}
        entityRef={entityRef}
        template={templates.template}
      />
      <div>
        <RoleName role={role} heading="h4" />
      </div>
      <RoleLinks role={role} entityRef={entityRef} templates={templates}>
        <DetailsLink role={role} />
      </RoleLinks>
      <ClaimNotice role={role} entityRef={entityRef} onChanged={onChanged} />
      <Evidence role={role}>
        <Typography variant="body2">{t('role.recreateHint')}</Typography>
        {role.may?.change === false ? (
          <NotAllowed what="change" />
        ) : (
          <CreateButton
            label={t('role.recreate')}
            template={templates.template}
            fields={{
              entityRef,
              roleName: role.roleName,
              accountId: role.accountId,
            }}
          />
        )}
      </Evidence>
    </div>
  );
}

/** Repairing the role if it needs that, and connecting to its nodes. */
function MainActions({
  role,
  entityRef,
  template,
}: {
  role: RoleStatus;
  entityRef: string;
  template: string;
}) {
  const classes = useStyles();
  const repair = role.status === 'found' ? role.repair : undefined;
  const mayRepair = role.may?.change !== false;
  return (
    <>
      {repair && !mayRepair && <NotAllowed what="change" />}
      <div className={classes.actions}>
        {repair && mayRepair && (
          <RepairButton
            role={role}
            repair={repair}
            entityRef={entityRef}
            template={template}
          />
        )}
        <ConnectLink role={role} />
      </div>
    </>
  );
}

/** The link to the tab, which has the evidence. */
function DetailsLink({
  role: { roleArn, roleName, status },
}: {
  role: RoleStatus;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const to = useRolePath({ roleArn });
  return status === 'found' || status === 'claimed' ? (
    <Link
      variant="body2"
      to={to}
      aria-label={t('role.detailsOf', { name: roleName })}
    >
      {t('role.details')} →
    </Link>
  ) : null;
}

/** The link to the nodes of a role, if it may have any. */
function ConnectLink({ role }: { role: RoleStatus }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { roleArn, roleName } = role;
  const to = useRolePath({ roleArn, section: NODES_SECTION });
  return mayHaveNodes(role) ? (
    <ActionButton
      variant="outlined"
      to={to}
      aria-label={t('connect.roleLinkFor', { name: roleName })}
    >
      {t('connect.roleLink')}
    </ActionButton>
  ) : null;
}

function mayHaveNodes(role: RoleStatus): boolean {
  return (
    role.status === 'found' &&
    !readinessSummaryOf(role)?.purpose &&
    nodeUseOf(role) !== 'unused'
  );
}

function Evidence({
  role,
  children,
}: {
  role: RoleStatus;
  /** Only for a role that does not exist. */
  children: ReactNode;
}) {
  switch (role.status) {
    case 'missing':
      return <div>{children}</div>;
    case 'fault':
      return <Fault fault={role.fault} />;
    case 'claimed':
      return <ClaimedProblems readiness={role.readiness} />;
    default:
      return <Found role={role} />;
  }
}

function Found({ role }: { role: RoleIdentity & FoundRole }) {
  const readiness = readinessSummaryOf(role);
  return (
    <>
      {role.drift.state === 'drifted' && (
        <div>
          <Differences changes={role.drift.changes} />
        </div>
      )}
      <CopiedRecord drift={role.drift} />
      {readiness && !readiness.purpose && (
        <StageLine
          readiness={readiness}
          isHypothetical={nodeUseOf(role) !== 'used'}
        />
      )}
      <div>
        <Usage role={role} />
      </div>
      {role.description && (
        <Typography translate="no" variant="body2" color="textSecondary">
          {role.description}
        </Typography>
      )}
    </>
  );
}
