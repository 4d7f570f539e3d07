import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import OpenInNew from '@material-ui/icons/OpenInNew';
import { RoleIdentity } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { ArnText } from './ArnText';

const useStyles = makeStyles((theme: Theme) => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: theme.spacing(1),
    overflowWrap: 'anywhere',
  },
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
  },
}));

/** The name, account and ARN of a role, with a link to the console. */
export function RoleName({
  role,
  heading,
}: {
  role: RoleIdentity;
  heading: 'h2' | 'h4';
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <div className={classes.line}>
        <Typography variant="subtitle1" component={heading}>
          {role.roleName}
        </Typography>
        <Link
          variant="body2"
          to={role.consoleUrl}
          target="_blank"
          rel="noopener noreferrer"
          className={classes.link}
          aria-label={t('role.consoleOf', { name: role.roleName })}
        >
          <OpenInNew fontSize="inherit" aria-hidden />
          {t('role.console')}
        </Link>
      </div>
      <Typography variant="body2" color="textSecondary">
        {role.accountName
          ? t('role.account', { name: role.accountName, id: role.accountId })
          : role.accountId}
      </Typography>
      <ArnText arn={role.roleArn} />
    </>
  );
}
