import { useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import ListItemIcon from '@material-ui/core/ListItemIcon';
import ListItemText from '@material-ui/core/ListItemText';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles, Theme } from '@material-ui/core/styles';
import CheckBox from '@material-ui/icons/CheckBox';
import CheckBoxOutlineBlank from '@material-ui/icons/CheckBoxOutlineBlank';
import ViewColumn from '@material-ui/icons/ViewColumn';
import { Button } from '../components/Button';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Column, OPTIONAL_COLUMNS } from './columns';

const useStyles = makeStyles((theme: Theme) => ({
  mark: { minWidth: theme.spacing(4) },
}));

/** Shows and hides columns. */
export function ColumnChoice({
  hidden,
  onHide,
}: {
  hidden: readonly Column[];
  onHide: (columns: readonly Column[]) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [anchor, setAnchor] = useState<HTMLElement>();
  const toggle = (column: Column) =>
    onHide(
      hidden.includes(column)
        ? hidden.filter(each => each !== column)
        : [...hidden, column],
    );
  return (
    <>
      <Button
        size="small"
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        startIcon={<ViewColumn />}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        {t('fleet.columns')}
      </Button>
      <Menu
        open={anchor !== undefined}
        anchorEl={anchor}
        onClose={() => setAnchor(undefined)}
        MenuListProps={{ 'aria-label': t('fleet.columns'), dense: true }}
      >
        {OPTIONAL_COLUMNS.map(column => (
          <MenuItem
            key={column}
            role="menuitemcheckbox"
            aria-checked={!hidden.includes(column)}
            onClick={() => toggle(column)}
          >
            <ListItemIcon className={classes.mark}>
              {hidden.includes(column) ? (
                <CheckBoxOutlineBlank fontSize="small" />
              ) : (
                <CheckBox fontSize="small" color="primary" />
              )}
            </ListItemIcon>
            <ListItemText primary={t(`fleet.column.${column}`)} />
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
