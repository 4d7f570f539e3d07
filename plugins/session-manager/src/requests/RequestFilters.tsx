import { useEffect, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles, Theme } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { RequestStatus } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';
import { ListState, STATUSES } from './listState';

const TYPED_MS = 300;

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    margin: theme.spacing(2, 0),
  },
  search: { flex: '1 1 16rem' },
  status: { flex: '0 1 16rem', minWidth: '12rem' },
}));

/** Narrows a list down. */
export function RequestFilters({
  state,
  onChange,
}: {
  state: ListState;
  onChange: (change: Partial<ListState>) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div className={classes.root}>
      <Search
        className={classes.search}
        value={state.q}
        onSearch={q => onChange({ q })}
      />
      <TextField
        select
        variant="outlined"
        size="small"
        id="session-manager-request-status"
        className={classes.status}
        label={t('requests.filter.status')}
        InputLabelProps={{ shrink: true }}
        SelectProps={{
          multiple: true,
          displayEmpty: true,
          value: state.status,
          onChange: ({ target }) =>
            onChange({ status: target.value as RequestStatus[] }),
          renderValue: value =>
            (value as RequestStatus[])
              .map(status => t(`requests.status.${status}`))
              .join(', ') || t('requests.filter.anyStatus'),
        }}
      >
        {STATUSES.map(status => (
          <MenuItem key={status} value={status}>
            {t(`requests.status.${status}`)}
          </MenuItem>
        ))}
      </TextField>
    </div>
  );
}

/** Searches when the typing pauses. */
function Search({
  value,
  onSearch,
  className,
}: {
  value: string;
  onSearch: (text: string) => void;
  className: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [text, setText] = useState(value);
  const search = useRef(onSearch);
  search.current = onSearch;

  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (text.trim() !== value) {
        search.current(text.trim());
      }
    }, TYPED_MS);
    return () => clearTimeout(timer);
  }, [text, value]);

  return (
    <TextField
      type="search"
      variant="outlined"
      size="small"
      id="session-manager-request-search"
      className={className}
      label={t('requests.filter.search')}
      placeholder={t('requests.filter.searchHint')}
      InputLabelProps={{ shrink: true }}
      value={text}
      onChange={({ target }) => setText(target.value)}
    />
  );
}
