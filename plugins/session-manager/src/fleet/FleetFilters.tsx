import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import {
  FleetSummary,
  READINESS_STATES,
} from 'backstage-plugin-session-manager-common';
import { AccountChoice } from '../components/list/AccountChoice';
import { MultipleChoice } from '../components/list/MultipleChoice';
import { SearchField } from '../components/list/SearchField';
import { SingleChoice } from '../components/list/SingleChoice';
import { sessionManagerTranslationRef } from '../translation/ref';
import { ANSWERS, DRIFTS, FleetState } from './fleetState';
import { ownerName } from '../components/ownerName';
import { problemTitle } from './problemTitle';
import { RegionField } from './RegionField';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    margin: theme.spacing(2, 0),
  },
  search: { flex: '2 1 16rem' },
  filter: { flex: '1 1 10rem' },
}));

/** The filters of the list. They offer what the counted roles have. */
export function FleetFilters({
  summary,
  regions,
  state,
  onChange,
}: {
  summary: FleetSummary | undefined;
  regions: readonly string[];
  state: FleetState;
  onChange: (change: Partial<FleetState>) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { accounts = [], owners = [], problems = [] } = summary ?? {};
  return (
    <div className={classes.root}>
      <SearchField
        id="session-manager-fleet-search"
        className={classes.search}
        label={t('list.search')}
        hint={t('fleet.filter.searchHint')}
        value={state.q}
        onSearch={q => onChange({ q })}
      />
      <MultipleChoice
        id="session-manager-fleet-state"
        className={classes.filter}
        label={t('fleet.filter.state')}
        any={t('fleet.filter.anyState')}
        options={READINESS_STATES}
        value={state.state}
        words={one => t(`state.${one}`)}
        onChange={chosen => onChange({ state: chosen })}
      />
      <AccountChoice
        id="session-manager-fleet-account"
        className={classes.filter}
        accounts={accounts}
        value={state.accountId}
        onChange={accountId => onChange({ accountId })}
      />
      <MultipleChoice
        id="session-manager-fleet-owner"
        className={classes.filter}
        label={t('fleet.filter.owner')}
        any={t('fleet.filter.anyOwner')}
        options={[
          ...new Set([...owners.map(({ owner }) => owner), ...state.owner]),
        ]}
        value={state.owner}
        words={ownerName}
        onChange={owner => onChange({ owner })}
      />
      <SingleChoice
        id="session-manager-fleet-problem"
        className={classes.filter}
        label={t('fleet.filter.problem')}
        any={t('fleet.filter.anyProblem')}
        options={problems.map(({ code }) => code)}
        value={state.problem}
        words={code => problemTitle(code, t)}
        onChange={problem => onChange({ problem })}
      />
      <RegionField
        className={classes.filter}
        regions={regions}
        value={state.region}
        onChange={region => onChange({ region })}
      />
      <AnswerChoice
        field="managed"
        className={classes.filter}
        state={state}
        onChange={onChange}
      />
      <AnswerChoice
        field="hasNodes"
        className={classes.filter}
        state={state}
        onChange={onChange}
      />
      <SingleChoice
        id="session-manager-fleet-drift"
        className={classes.filter}
        label={t('fleet.filter.drift')}
        any={t('fleet.filter.anyDrift')}
        options={DRIFTS}
        value={state.drift}
        words={drift => t(`fleet.drift.${drift}`)}
        onChange={drift => onChange({ drift })}
      />
    </div>
  );
}

/** The roles of which something is so, or is not. */
function AnswerChoice({
  field,
  className,
  state: { [field]: answer },
  onChange,
}: {
  field: 'managed' | 'hasNodes';
  className: string;
  state: FleetState;
  onChange: (change: Partial<FleetState>) => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <SingleChoice
      id={`session-manager-fleet-${field}`}
      className={className}
      label={t(`fleet.filter.${field}`)}
      any={t('fleet.filter.anyAnswer')}
      options={ANSWERS}
      value={answer === undefined ? undefined : ANSWERS[answer ? 0 : 1]}
      words={value => t(`fleet.filter.${value}`)}
      onChange={value => onChange({ [field]: value && value === 'true' })}
    />
  );
}
