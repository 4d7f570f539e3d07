import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import MenuItem from '@material-ui/core/MenuItem';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import {
  EntityRoles,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { useSearchParams } from 'react-router-dom';
import { CardSkeleton } from '../components/CardSkeleton';
import { ClaimNotice } from '../components/role/ClaimNotice';
import { NoRole } from '../components/role/NoRole';
import { ProblemNotice } from '../components/ProblemNotice';
import { RoleName } from '../components/role/RoleName';
import { Warnings } from '../components/role/Warnings';
import { worstFirst } from '../components/role/roleState';
import { useEntityRoles } from '../hooks/useEntityRoles';
import { DEFAULT_TEMPLATE } from '../components/role/templateForm';
import { sessionManagerTranslationRef } from '../translation/ref';
import { ROLE_PARAM } from '../hooks/useRolePath';
import { RoleReadinessView } from './RoleReadinessView';
import { RoleRequests } from './RoleRequests';

/** @public */
export interface EntitySessionManagerContentProps {
  /**
   * The Software Template that makes a role, as `namespace/name`. Default:
   * `default/session-manager-role-logging`.
   */
  template?: string;
}

const useStyles = makeStyles((theme: Theme) => ({
  roles: { minWidth: '16rem', marginBottom: theme.spacing(2) },
  name: { padding: theme.spacing(2), marginBottom: theme.spacing(2) },
}));

/** Whether sessions on the entity's roles work, and why. */
export function EntitySessionManagerContent({
  template = DEFAULT_TEMPLATE,
}: EntitySessionManagerContentProps) {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  // By its key, nothing known of one entity outlives the way to the next.
  return <Roles key={entityRef} entityRef={entityRef} template={template} />;
}

function Roles({
  entityRef,
  template,
}: {
  entityRef: string;
  template: string;
}) {
  const { entity } = useEntity();
  const { known, problem, checkAgain } = useEntityRoles(entityRef);
  if (problem && (!known || problem.kind === 'not-allowed')) {
    return <ProblemNotice problem={problem} />;
  }
  if (!known) {
    return <CardSkeleton />;
  }
  return (
    <>
      {known.roles.length > 0 ? (
        <ChosenRole
          entityRef={entityRef}
          known={known}
          template={template}
          onChanged={checkAgain}
        />
      ) : (
        <NoRole
          sure={known.incomplete.length === 0}
          may={known.mayCreate}
          entityRef={entityRef}
          template={template}
        />
      )}
      <Warnings entity={entity} known={known} />
    </>
  );
}

/** The role that needs a look most, unless another one is chosen. */
function ChosenRole({
  entityRef,
  known,
  template,
  onChanged,
}: {
  entityRef: string;
  known: EntityRoles;
  template: string;
  onChanged: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const roles = worstFirst(known.roles);
  const [params, setParams] = useSearchParams();
  const chosen = params.get(ROLE_PARAM);
  const role = roles.find(({ roleArn }) => roleArn === chosen) ?? roles[0];
  return (
    <>
      <Paper className={classes.name}>
        {roles.length > 1 && (
          <TextField
            select
            size="small"
            variant="outlined"
            id="session-manager-role"
            className={classes.roles}
            label={t('readiness.role')}
            value={role.roleArn}
            onChange={({ target }) => setParams({ [ROLE_PARAM]: target.value })}
          >
            {roles.map(each => (
              <MenuItem key={each.roleArn} value={each.roleArn}>
                {nameOf(each)}
              </MenuItem>
            ))}
          </TextField>
        )}
        <RoleName role={role} />
        <ClaimNotice role={role} entityRef={entityRef} onChanged={onChanged} />
      </Paper>
      <RoleReadinessView
        // What is shown of it depends on whose it is.
        key={`${role.roleArn} ${role.status}`}
        entityRef={entityRef}
        role={role}
        template={template}
        requests={<RoleRequests entityRef={entityRef} />}
      />
    </>
  );
}

function nameOf({ roleName, accountName, accountId }: RoleStatus): string {
  return `${roleName} · ${accountName ?? accountId}`;
}
