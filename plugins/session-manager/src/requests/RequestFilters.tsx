import { useEffect, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles, Theme } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { sessionManagerTranslationRef } from '../translation/ref';
import { AccountFilter } from './AccountFilter';
import { APPROVALS, ListState, STATUSES } from './listState';
import { listText } from '../translation/listText';

const TYPED_MS = 300;

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    margin: theme.spacing(2, 0),
  },
  search: { flex: '1 1 16rem' },
  status: { flex: '1 1 12rem' },
}));

/** The filters of a list. */
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
      <Choice
        id="session-manager-request-status"
        className={classes.status}
        label={t('requests.filter.status')}
        any={t('requests.filter.anyStatus')}
        options={STATUSES}
        value={state.status}
        words={status => t(`requests.status.${status}`)}
        onChange={status => onChange({ status })}
      />
      <Choice
        id="session-manager-request-approval"
        className={classes.status}
        label={t('requests.filter.approval')}
        any={t('requests.filter.anyApproval')}
        options={APPROVALS}
        value={state.approval}
        words={kind => t(`requests.approval.${kind}`)}
        onChange={approval => onChange({ approval })}
      />
      <AccountFilter
        className={classes.status}
        value={state.accountId}
        onChange={accountId => onChange({ accountId })}
      />
    </div>
  );
}

/** Selects several options. No selection means any. */
function Choice<Option extends string>({
  id,
  className,
  label,
  any,
  options,
  value,
  words,
  onChange,
}: {
  id: string;
  className: string;
  label: string;
  any: string;
  options: readonly Option[];
  value: Option[];
  words: (option: Option) => string;
  onChange: (value: Option[]) => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <TextField
      select
      variant="outlined"
      size="small"
      id={id}
      className={className}
      label={label}
      InputLabelProps={{ shrink: true }}
      SelectProps={{
        multiple: true,
        displayEmpty: true,
        value,
        onChange: ({ target }) => onChange(target.value as Option[]),
        renderValue: chosen =>
          listText((chosen as Option[]).map(words), t) || any,
      }}
    >
      {options.map(option => (
        <MenuItem key={option} value={option}>
          {words(option)}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** Searches after typing pauses. */
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
