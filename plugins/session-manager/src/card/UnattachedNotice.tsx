import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { RoleStatus } from 'backstage-plugin-session-manager-common';
import { NotShown } from '../components/NotShown';
import { PortalText } from '../components/PortalText';
import {
  attachFields,
  hasProfile,
  mayAttach,
} from '../components/role/attachment';
import { worstFirst } from '../components/role/roleState';
import { TemplateLink } from '../components/role/TemplateLink';
import { sessionManagerTranslationRef } from '../translation/ref';
import { UnattachedCount } from './useUnattachedInstances';

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: theme.spacing(2),
    overflowWrap: 'anywhere',
  },
}));

/**
 * The instances without a role, with a link that gives them one, or why they are
 * not known.
 */
export function UnattachedNotice({
  unattached,
  problem,
  sharedTag,
  roles,
  entityRef,
  template,
}: UnattachedCount & {
  roles: readonly RoleStatus[];
  entityRef: string;
  /** `namespace/name` */
  template: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const rolesIn = (accountId: string) =>
    worstFirst(roles).filter(role => role.accountId === accountId);
  // The one in the best state.
  const roleFor = (accountId: string) =>
    rolesIn(accountId).filter(mayAttach).pop();
  if (problem) {
    return (
      <NotShown>
        {problem.kind === 'not-allowed'
          ? t('notShown.instancesNotAllowed')
          : t('notShown.instances', {
              detail: <PortalText text={problem.detail} />,
            })}
      </NotShown>
    );
  }
  if (sharedTag) {
    return <NotShown>{t('picker.nameShared', sharedTag)}</NotShown>;
  }
  return unattached.length === 0 ? null : (
    <ul className={classes.list} aria-label={t('unattached.title')}>
      {unattached.map(({ accountId, accountName = accountId, count }) => {
        const role = roleFor(accountId);
        return (
          <li key={accountId} className={classes.line}>
            <Typography variant="body2" component="span">
              {t('unattached.inAccount', { count, account: accountName })}
            </Typography>
            {role && (
              <TemplateLink
                label={t('role.attach')}
                roleName={role.roleName}
                template={template}
                fields={attachFields(role, entityRef)}
              />
            )}
            {/* Why a role with a profile cannot be attached is said beside it. */}
            {roles.length > 0 && !rolesIn(accountId).some(hasProfile) && (
              <NotShown>{t('notShown.attach')}</NotShown>
            )}
          </li>
        );
      })}
    </ul>
  );
}
