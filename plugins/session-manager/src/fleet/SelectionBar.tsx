import { useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { BatchAction } from 'backstage-plugin-session-manager-common';
import { BatchDialog } from '../components/batch/BatchDialog';
import { Button } from '../components/Button';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Selection } from './useSelection';

const ACTIONS: readonly BatchAction[] = ['repair', 'adopt', 'assign', 'attach'];

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 0),
    // Nothing jumps when a role is selected.
    minHeight: theme.spacing(6),
  },
}));

/** What can be done with the selected roles. */
export function SelectionBar({
  selection,
  totalItems,
}: {
  selection: Selection;
  /** How many roles match the filters. */
  totalItems: number;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [action, setAction] = useState<BatchAction>();
  const { count, isAll, roles } = selection;
  return (
    <div
      className={classes.root}
      role="group"
      aria-label={t('batch.select.bar')}
    >
      {count > 0 && (
        <Typography variant="body2" role="status">
          {t('batch.select.count', { count })}
        </Typography>
      )}
      {!isAll && totalItems > count && (
        <Button size="small" onClick={() => selection.selectAll(totalItems)}>
          {t('batch.select.all', { count: totalItems })}
        </Button>
      )}
      {count > 0 && (
        <>
          <Button size="small" onClick={selection.clear}>
            {t('batch.select.clear')}
          </Button>
          {ACTIONS.map(each => (
            <Button
              key={each}
              size="small"
              variant="outlined"
              onClick={() => setAction(each)}
            >
              {t(`batch.action.${each}`)}
            </Button>
          ))}
        </>
      )}
      {action && (
        <BatchDialog
          action={action}
          roles={roles}
          onClose={() => setAction(undefined)}
        />
      )}
    </div>
  );
}
