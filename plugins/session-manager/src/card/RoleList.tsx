import { useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { RoleStatus } from 'backstage-plugin-session-manager-common';
import { Button } from '../components/Button';
import {
  needsAttention,
  stateOf,
  worstFirst,
} from '../components/role/roleState';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Disclosure } from '../components/Disclosure';
import {
  proposedRoleName,
  RoleTemplates,
} from '../components/role/templateForm';
import { TemplateLink } from '../components/role/TemplateLink';
import { RoleDetails } from './RoleDetails';
import { StateMark } from '../components/role/StateMark';

const OTHERS_AT_ONCE = 5;

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    minWidth: 0,
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: theme.spacing(1),
    minWidth: 0,
  },
  details: { padding: theme.spacing(1, 0, 2, 1.5) },
}));

/** The roles of an entity: the worst in detail, the others one line each. */
export function RoleList({
  roles,
  mayAddElsewhere,
  ...target
}: {
  roles: readonly RoleStatus[];
  entityRef: string;
  templates: RoleTemplates;
  /** Whether the caller may add a role in another account. */
  mayAddElsewhere: boolean;
  onChanged: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [all, setAll] = useState(false);
  const [worst, ...others] = worstFirst(roles);
  const shown = all ? others : others.slice(0, OTHERS_AT_ONCE);
  const hidden = others.length - shown.length;
  const details = (role: RoleStatus) => <RoleDetails role={role} {...target} />;
  return (
    <div className={classes.root}>
      {others.length > 0 && <Summary roles={roles} />}
      {details(worst)}
      {others.length > 0 && (
        <ul className={classes.list} aria-label={t('several.others')}>
          {shown.map(role => (
            <li key={role.roleArn}>
              <Disclosure label={<RoleLine role={role} />}>
                <div className={classes.details}>{details(role)}</div>
              </Disclosure>
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <Button size="small" onClick={() => setAll(true)}>
          {t('several.more', { count: hidden })}
        </Button>
      )}
      {mayAddElsewhere && (
        <div>
          <AddLink {...target} />
        </div>
      )}
    </div>
  );
}

/** Opens the form for a role in another account, which the person selects. */
function AddLink({
  entityRef,
  templates,
}: {
  entityRef: string;
  templates: RoleTemplates;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <TemplateLink
      label={t('role.addElsewhere')}
      template={templates.template}
      fields={{ entityRef, roleName: proposedRoleName(entityRef) }}
    />
  );
}

function Summary({ roles }: { roles: readonly RoleStatus[] }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const count = roles.filter(needsAttention).length;
  return (
    <Typography variant="body1">
      {count > 0
        ? t('several.attention', { count, total: roles.length })
        : t('several.calm', { count: roles.length })}
    </Typography>
  );
}

function RoleLine({ role }: { role: RoleStatus }) {
  const classes = useStyles();
  return (
    <span className={classes.line}>
      <StateMark state={stateOf(role)} />
      <span>{role.roleName}</span>
      <Typography variant="body2" component="span" color="textSecondary">
        {role.accountName ?? role.accountId}
      </Typography>
    </span>
  );
}
