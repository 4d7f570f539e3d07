import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import MenuItem from '@material-ui/core/MenuItem';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import {
  RoleReadiness,
  RoleRepair,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { Button } from '../components/Button';
import { CheckAgain } from '../components/CheckAgain';
import { NotAllowed } from '../components/NotAllowed';
import { ClaimNotice } from '../components/role/ClaimNotice';
import { Lead } from '../components/role/Lead';
import { RepairButton } from '../components/role/RepairButton';
import { RoleLinks } from '../components/role/RoleLinks';
import { RoleName } from '../components/role/RoleName';
import { StateMark } from '../components/role/StateMark';
import { RoleTemplates } from '../components/role/templateForm';
import { QueryState } from '../hooks/useQuery';
import { sessionManagerTranslationRef } from '../translation/ref';
import { leadReadinessOf, shownStateOf } from './shownReadiness';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
  },
  roles: { minWidth: 'min(16rem, 100%)', maxWidth: '100%' },
  name: { flex: '1 1 16rem', minWidth: 0 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 2),
  },
}));

/** The selected role: its state, what to do, and how old that is. */
export function RoleHeader({
  role,
  roles,
  query,
  entityRef,
  templates,
  onRole,
  onRegion,
  onAgain,
  onChanged,
  onConnect,
}: {
  role: RoleStatus;
  /** Those that can be selected. */
  roles: readonly RoleStatus[];
  query: QueryState<RoleReadiness>;
  entityRef: string;
  templates: RoleTemplates;
  onRole: (roleArn: string) => void;
  onRegion: (region: string) => void;
  onAgain: () => void;
  /** Called when the data about the role is out of date. */
  onChanged: () => void;
  /** Shows the nodes to connect to; absent while there is no list of them. */
  onConnect: (() => void) | undefined;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { known } = query;
  const repair = repairOf(role, known);
  const mayRepair = role.may?.change !== false;
  return (
    <Paper component="section" className={classes.root}>
      {roles.length > 1 && (
        <RoleChoice role={role} roles={roles} onRole={onRole} />
      )}
      <div className={classes.top}>
        <div className={classes.name}>
          <RoleName role={role} heading="h2" />
        </div>
        <div className={classes.actions}>
          {repair && mayRepair && (
            <RepairButton
              role={role}
              repair={repair}
              entityRef={entityRef}
              template={templates.template}
            />
          )}
          {onConnect && (
            <Button variant="outlined" color="primary" onClick={onConnect}>
              {t('connect.button')}
            </Button>
          )}
        </div>
      </div>
      <StateMark state={shownStateOf(role, known)} />
      <Lead role={role} readiness={leadReadinessOf(role, known)} />
      {repair && !mayRepair && <NotAllowed what="change" />}
      <CheckLine query={query} onRegion={onRegion} onAgain={onAgain} />
      <ClaimNotice role={role} entityRef={entityRef} onChanged={onChanged} />
      <RoleLinks role={role} entityRef={entityRef} templates={templates} />
    </Paper>
  );
}

/**
 * The newest repair that is known. If another tool manages the role, the problems
 * say what that means, and have the repair.
 */
function repairOf(
  role: RoleStatus,
  known: RoleReadiness | undefined,
): RoleRepair | undefined {
  const listed = role.status === 'found' ? role.repair : undefined;
  const repair = known?.status === 'found' ? known.repair : listed;
  return repair?.managedBy ? undefined : repair;
}

function RoleChoice({
  role,
  roles,
  onRole,
}: {
  role: RoleStatus;
  roles: readonly RoleStatus[];
  onRole: (roleArn: string) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div>
      <TextField
        select
        size="small"
        variant="outlined"
        id="session-manager-role"
        className={classes.roles}
        label={t('readiness.role')}
        value={role.roleArn}
        onChange={({ target }) => onRole(target.value)}
      >
        {roles.map(({ roleArn, roleName, accountName, accountId }) => (
          <MenuItem key={roleArn} value={roleArn}>
            {roleName} · {accountName ?? accountId}
          </MenuItem>
        ))}
      </TextField>
    </div>
  );
}

/** When the role was checked, with a way to check again or in another region. */
function CheckLine({
  query,
  onRegion,
  onAgain,
}: {
  query: QueryState<RoleReadiness>;
  onRegion: (region: string) => void;
  onAgain: () => void;
}) {
  const classes = useStyles();
  const { known } = query;
  return (
    <div className={classes.line}>
      {known?.status === 'found' && (
        <Region
          region={known.region}
          regions={known.regions}
          onRegion={onRegion}
        />
      )}
      <CheckAgain query={query} onAgain={onAgain} />
    </div>
  );
}

function Region({
  region,
  regions,
  onRegion,
}: {
  region: string;
  regions: readonly string[];
  onRegion: (region: string) => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (regions.length < 2) {
    return (
      <Typography variant="caption" component="span">
        {t('readiness.inRegion', { region })}
      </Typography>
    );
  }
  return (
    <TextField
      select
      size="small"
      variant="outlined"
      id="session-manager-region"
      label={t('readiness.region')}
      value={region}
      onChange={({ target }) => onRegion(target.value)}
    >
      {regions.map(each => (
        <MenuItem key={each} value={each}>
          {each}
        </MenuItem>
      ))}
    </TextField>
  );
}
