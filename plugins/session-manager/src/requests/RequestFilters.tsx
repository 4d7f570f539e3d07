import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { AccountChoice } from '../components/list/AccountChoice';
import { MultipleChoice } from '../components/list/MultipleChoice';
import { SearchField } from '../components/list/SearchField';
import { NotShown } from '../components/NotShown';
import { PortalText } from '../components/PortalText';
import { useAccountsQuery } from '../hooks/formFacts';
import { sessionManagerTranslationRef } from '../translation/ref';
import { APPROVALS, ListState, STATUSES } from './listState';

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
  const { known: accounts = [], problem } = useAccountsQuery();
  return (
    <div className={classes.root}>
      <SearchField
        id="session-manager-request-search"
        label={t('list.search')}
        hint={t('requests.filter.searchHint')}
        className={classes.search}
        value={state.q}
        onSearch={q => onChange({ q })}
      />
      <MultipleChoice
        id="session-manager-request-status"
        className={classes.status}
        label={t('requests.filter.status')}
        any={t('requests.filter.anyStatus')}
        options={STATUSES}
        value={state.status}
        words={status => t(`requests.status.${status}`)}
        onChange={status => onChange({ status })}
      />
      <MultipleChoice
        id="session-manager-request-approval"
        className={classes.status}
        label={t('requests.filter.approval')}
        any={t('requests.filter.anyApproval')}
        options={APPROVALS}
        value={state.approval}
        words={kind => t(`requests.approval.${kind}`)}
        onChange={approval => onChange({ approval })}
      />
      <AccountChoice
        id="session-manager-request-account"
        accounts={accounts}
        className={classes.status}
        value={state.accountId}
        onChange={accountId => onChange({ accountId })}
      />
      {/* The list works without this filter. */}
      {problem && (
        <NotShown>
          {t('notShown.accounts', {
            detail: <PortalText text={problem.detail} />,
          })}
        </NotShown>
      )}
    </div>
  );
}
