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
import { plainStateOf, readinessSummaryOf } from '../components/role/roleState';
import { headlineText } from '../translation/sentences';
import { useRolePath } from '../hooks/useRolePath';
import { StageLine } from '../components/role/StageLine';
import { sessionManagerTranslationRef } from '../translation/ref';
import { AttachLink } from './AttachLink';
import { ClaimedProblems } from '../components/role/ClaimedProblems';
import { ClaimNotice } from '../components/role/ClaimNotice';
import { CopiedRecord } from '../components/role/CopiedRecord';
import { CreateButton } from '../components/role/CreateButton';
import { Differences } from '../components/role/Differences';
import { Fault } from '../components/Fault';
import { NeverLogged } from '../components/role/NeverLogged';
import { NotAllowed } from '../components/NotAllowed';
import { RoleName } from '../components/role/RoleName';
import { Usage } from './Usage';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    minWidth: 0,
  },
}));

/** Everything about one role: a sentence, then the evidence, then what to do. */
export function RoleDetails({
  role,
  entityRef,
  template,
  attachTemplate,
  onChanged,
}: {
  role: RoleStatus;
  entityRef: string;
  template: string;
  attachTemplate: string;
  /** What is known of the role is out of date. */
  onChanged: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div className={classes.root}>
      <Lead role={role} />
      <div>
        <RoleName role={role} />
      </div>
      <ClaimNotice role={role} entityRef={entityRef} onChanged={onChanged} />
      <DetailsLink role={role} />
      <Evidence role={role}>
        <Typography variant="body2">{t('role.recreateHint')}</Typography>
        {role.may?.change === false ? (
          <NotAllowed what="change" />
        ) : (
          <CreateButton
            label={t('role.recreate')}
            template={template}
            fields={{
              entityRef,
              roleName: role.roleName,
              accountId: role.accountId,
            }}
          />
        )}
      </Evidence>
      <AttachLink role={role} entityRef={entityRef} template={attachTemplate} />
    </div>
  );
}

/** The way to the evidence. */
function DetailsLink({ role }: { role: RoleStatus }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const to = useRolePath(role.roleArn);
  return to && (role.status === 'found' || role.status === 'claimed') ? (
    <Link
      variant="body2"
      to={to}
      aria-label={t('role.detailsOf', { name: role.roleName })}
    >
      {t('role.details')} →
    </Link>
  ) : null;
}

/** What matters most, in a sentence or two. */
function Lead({ role }: { role: RoleStatus }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const readiness = readinessSummaryOf(role);
  const plain = plainStateOf(role);
  const sentences = readiness
    ? [
        headlineText(readiness.headline, t),
        readiness.disagreements > 0 && t('readiness.disagrees'),
        plain === 'drifted' && t('lead.drifted'),
      ]
    : [t(`lead.${plain}`)];
  return (
    <>
      <Typography variant="body1">
        {sentences.filter(Boolean).join(' ')}
      </Typography>
      {readiness && <NeverLogged logged={readiness.logged} />}
    </>
  );
}

function Evidence({
  role,
  children,
}: {
  role: RoleStatus;
  /** For a role that is missing. */
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
      {readiness && !readiness.purpose && <StageLine readiness={readiness} />}
      <div>
        <Usage role={role} />
      </div>
      {role.description && (
        <Typography variant="body2" color="textSecondary">
          {role.description}
        </Typography>
      )}
    </>
  );
}
