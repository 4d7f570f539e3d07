import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { FleetSummary } from 'backstage-plugin-session-manager-common';
import { StateMark } from '../components/role/StateMark';
import { useRolesPath } from '../hooks/useRolesPath';
import { numberText } from '../translation/numberText';
import { sessionManagerTranslationRef } from '../translation/ref';
import { TROUBLE } from './useMyRoles';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(7.5rem, 1fr))',
    gap: theme.spacing(1),
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  // The numbers are in one line, however long the names above are.
  item: { display: 'flex', flexDirection: 'column' },
  number: { marginTop: 'auto' },
}));

/** How many roles are in which state, each as a link to their list. */
export function StateNumbers({
  states,
  owner,
}: {
  states: FleetSummary['states'];
  owner: readonly string[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const rolesPath = useRolesPath();
  return (
    <ul className={classes.root} aria-label={t('fleet.outcomes.label')}>
      {(['ready', ...TROUBLE] as const).map(state => {
        const count = states[state] ?? 0;
        const number = (
          <Typography variant="h6" component="span">
            {numberText(count, t)}
          </Typography>
        );
        return (
          <li key={state} className={classes.item}>
            <StateMark state={state} />
            <div className={classes.number}>
              {count > 0 ? (
                <Link
                  to={rolesPath({ owner, state })}
                  aria-label={t('fleet.outcomes.roles', {
                    name: t(`state.${state}`),
                    count,
                  })}
                >
                  {number}
                </Link>
              ) : (
                number
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
