import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  RoleEvidence,
  RoleStatus,
} from 'backstage-plugin-session-manager-common';
import { RoleTemplates } from '../components/role/templateForm';
import { sessionManagerTranslationRef } from '../translation/ref';
import { RoleNodes } from './RoleNodes';
import { ServiceNodes } from './ServiceNodes';

const useStyles = makeStyles((theme: Theme) => ({
  others: { marginTop: theme.spacing(3) },
}));

/** The nodes that use the role, then the others of the service. */
export function NodesView({
  role,
  evidence: { instances, region },
  entityRef,
  templates,
  checks,
}: {
  role: RoleStatus;
  evidence: RoleEvidence;
  entityRef: string;
  templates: RoleTemplates;
  /** How often someone has checked again. */
  checks: number;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { accountId } = role;
  const nodeIds =
    instances.status === 'read'
      ? instances.instances.map(({ instanceId }) => instanceId)
      : [];
  return (
    <>
      <Typography variant="subtitle1" component="h3">
        {t('readiness.instances.ofRole', { name: role.roleName, region })}
      </Typography>
      <RoleNodes
        seen={instances}
        region={region}
        role={role}
        entityRef={entityRef}
        template={templates.attachTemplate}
      />
      <Typography variant="subtitle1" component="h3" className={classes.others}>
        {t('readiness.instances.others')}
      </Typography>
      <ServiceNodes
        entityRef={entityRef}
        checks={checks}
        listed={{ accountId, region, nodeIds }}
      />
    </>
  );
}
