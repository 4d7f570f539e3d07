import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { FleetRole } from 'backstage-plugin-session-manager-common';
import { RoleLink } from '../components/role/RoleLink';
import { StateMark } from '../components/role/StateMark';
import { sessionManagerTranslationRef } from '../translation/ref';
import { headlineText } from '../translation/sentences';

const useStyles = makeStyles((theme: Theme) => ({
  root: { listStyle: 'none', margin: 0, padding: 0 },
  role: { padding: theme.spacing(0.75, 0) },
}));

/** Roles that need attention, each with why and a link to the service's tab. */
export function WorstRoles({ roles }: { roles: readonly FleetRole[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (roles.length === 0) {
    return null;
  }
  return (
    <ul className={classes.root} aria-label={t('home.worst')}>
      {roles.map(role => (
        <li key={role.roleArn} className={classes.role}>
          <Typography variant="subtitle2" component="div">
            <RoleLink role={role} />
          </Typography>
          <Typography variant="caption" component="div" color="textSecondary">
            {role.entityRef && (
              <>
                <EntityRefLink entityRef={role.entityRef} />
                {' · '}
              </>
            )}
            <span title={role.accountId}>
              {role.accountName ?? role.accountId}
            </span>
          </Typography>
          <StateMark state={role.state} />
          <Typography variant="body2">
            {headlineText(role.headline, t)}
          </Typography>
        </li>
      ))}
    </ul>
  );
}
