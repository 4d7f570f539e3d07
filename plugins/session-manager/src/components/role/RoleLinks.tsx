import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  FoundRole,
  RoleIdentity,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { NotAllowed } from '../NotAllowed';
import { NotShown } from '../NotShown';
import { attachFields, hasProfile, mayAttach } from './attachment';
import { NoForms } from './NoForms';
import { RoleTemplates } from './templateForm';
import { TemplateLink } from './TemplateLink';

const useStyles = makeStyles((theme: Theme) => ({
  links: { display: 'flex', flexWrap: 'wrap', columnGap: theme.spacing(2) },
}));

/** Links to what the caller may do with a role, besides repairing it. */
export function RoleLinks({
  role,
  entityRef,
  templates,
  children,
}: {
  role: RoleStatus;
  entityRef: string;
  templates: RoleTemplates;
  /** Further links. */
  children?: ReactNode;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { roleName, accountId, may } = role;
  const isOfPortal =
    role.status === 'found' && role.drift.state !== 'unmanaged';
  const { template, attachTemplate, deleteTemplate } = templates;
  return (
    <>
      <div className={classes.links}>
        {isOfPortal && may?.change !== false && (
          <TemplateLink
            label={t('role.change')}
            roleName={roleName}
            template={template}
            fields={{ entityRef, roleName, accountId }}
          />
        )}
        {mayAttach(role) && (
          <TemplateLink
            label={t('role.attach')}
            roleName={roleName}
            template={attachTemplate}
            fields={attachFields(role, entityRef)}
          />
        )}
        {isOfPortal && may?.delete !== false && (
          <TemplateLink
            label={t('role.retire')}
            roleName={roleName}
            template={deleteTemplate}
            fields={{ entityRef, roleName, accountId }}
          />
        )}
        {children}
      </div>
      <Refusals role={role} />
    </>
  );
}

/** Why links are missing. */
function Refusals({ role }: { role: RoleStatus }) {
  if (role.status !== 'found') {
    return null;
  }
  return (
    <>
      <NoChange role={role} />
      {hasProfile(role) && <AttachRefusal role={role} />}
      <NoForms />
    </>
  );
}

/** One sentence is enough for who may neither change nor delete the role. */
function NoChange({
  role: { drift, repair, may },
}: {
  role: RoleIdentity & FoundRole;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (may?.change === false) {
    // A repair that is not allowed says it already.
    return repair ? null : <NotAllowed what="change" />;
  }
  if (drift.state === 'unmanaged') {
    return (
      <NotShown>{t('notShown.unmanaged', { page: t('fleet.title') })}</NotShown>
    );
  }
  return may?.delete === false ? <NotAllowed what="delete" /> : null;
}

function AttachRefusal({ role: { may } }: { role: RoleStatus }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  switch (may?.attachLacks) {
    case 'permission':
      // One sentence is enough for who may do nothing with the role.
      return may.change ? <NotAllowed what="attach" /> : null;
    case 'approved-role':
      return (
        <Typography variant="body2" color="textSecondary">
          {t('may.attachUnapproved')}
        </Typography>
      );
    default:
      return null;
  }
}
