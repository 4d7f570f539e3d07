import { Content } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import LinearProgress from '@material-ui/core/LinearProgress';
import Paper from '@material-ui/core/Paper';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Typography from '@material-ui/core/Typography';
import { makeStyles, Theme } from '@material-ui/core/styles';
import {
  FleetAccount,
  FleetRoleList,
} from 'backstage-plugin-session-manager-common';
import { useSearchParams } from 'react-router-dom';
import { PortalProblem } from '../api/portalProblem';
import { ErrorText } from '../components/ErrorText';
import { EmptyList } from '../components/list/EmptyList';
import { ListSkeleton } from '../components/list/ListSkeleton';
import { PageHeading } from '../components/PageHeading';
import { PortalText } from '../components/PortalText';
import { RetryNotice } from '../components/RetryNotice';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Breakdowns, BreakdownsSkeleton } from './Breakdowns';
import { ColumnChoice } from './ColumnChoice';
import { ExportButton } from './ExportButton';
import { FleetFilters } from './FleetFilters';
import {
  changed,
  fleetFilter,
  fleetParams,
  fleetQuery,
  FleetState,
  fleetStateOf,
  isFiltered,
  NO_FILTER,
} from './fleetState';
import { OutcomeBars, OutcomeBarsSkeleton } from './OutcomeBars';
import { RolePages } from './RolePages';
import { RoleTable } from './RoleTable';
import { SelectionBar } from './SelectionBar';
import { ScanStatus, ScanStatusSkeleton } from './ScanStatus';
import { useCounts, useRoles, useVariants } from './useFleet';
import { useSelection } from './useSelection';
import { useHiddenColumns } from './useHiddenColumns';
import { VariantList } from './VariantList';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    padding: theme.spacing(0, 2, 2),
    overflow: 'hidden',
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 0.5, 1) },
  },
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
  },
  progress: { height: 4 },
}));

/** The roles of all accounts: their numbers, and a list of them. */
export function FleetContent() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [params, setParams] = useSearchParams();
  const state = fleetStateOf(params);
  const change = (part: Partial<FleetState>) =>
    setParams(fleetParams(changed(state, part)));
  const roles = useRoles(state);
  const counts = useCounts(state);
  const { problem } = roles;
  return (
    <Content>
      <PageHeading>{t('fleet.title')}</PageHeading>
      {problem?.kind === 'not-allowed' ? (
        <FleetProblem problem={problem} onAgain={roles.refetch} />
      ) : (
        <>
          <Counts counts={counts} state={state} onChange={change} />
          <Roles
            roles={roles}
            counts={counts}
            state={state}
            onChange={change}
          />
        </>
      )}
    </Content>
  );
}

interface Filtered {
  state: FleetState;
  onChange: (change: Partial<FleetState>) => void;
}

function Counts({
  counts: { known, problem },
  state,
  onChange,
}: Filtered & { counts: ReturnType<typeof useCounts> }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      {known && <ScanStatus accounts={known.outcomes.accounts} />}
      {problem && (
        <ErrorText role="alert">
          {t('fleet.outcomes.failed', {
            detail: <PortalText text={problem.detail} />,
          })}
        </ErrorText>
      )}
      {known && (
        <>
          <OutcomeBars
            summary={known.outcomes}
            state={state}
            onChange={onChange}
          />
          <Breakdowns
            summary={known.listed}
            state={state}
            onChange={onChange}
          />
        </>
      )}
      {!known && !problem && (
        <div aria-hidden>
          <ScanStatusSkeleton />
          <OutcomeBarsSkeleton />
          <BreakdownsSkeleton />
        </div>
      )}
    </>
  );
}

interface Listed extends Filtered {
  roles: ReturnType<typeof useRoles>;
  counts: ReturnType<typeof useCounts>;
}

/** The list, or the comparison between accounts, with the same filters. */
function Roles(props: Listed) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { roles, counts, state, onChange } = props;
  return (
    <Paper className={classes.list}>
      <Tabs
        value={state.compare}
        onChange={(_, compare: boolean) => onChange({ compare })}
        indicatorColor="primary"
        textColor="primary"
        aria-label={t('fleet.views.label')}
      >
        <Tab value={false} label={t('fleet.views.list')} />
        <Tab value label={t('fleet.views.compare')} />
      </Tabs>
      <FleetFilters
        summary={counts.known?.listed}
        regions={regionsOf(roles.known)}
        state={state}
        onChange={onChange}
      />
      {state.compare ? <Comparison {...props} /> : <List {...props} />}
    </Paper>
  );
}

function Comparison({ state, onChange }: Listed) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { known, problem, checking, refetch } = useVariants(state);
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {t('fleet.variants.explanation')}
      </Typography>
      <div className={classes.progress}>
        {checking && known && (
          <LinearProgress aria-label={t('fleet.loading')} />
        )}
      </div>
      {problem && (
        <FleetProblem
          problem={problem}
          isStale={known !== undefined}
          onAgain={refetch}
        />
      )}
      {!known && !problem && (
        <ListSkeleton label={t('fleet.loading')} rows={5} height={120} />
      )}
      {known && known.items.length > 0 && (
        <>
          <VariantList variants={known.items} />
          <RolePages
            count={t('fleet.variants.count', { count: known.items.length })}
            nextCursor={known.pageInfo.nextCursor}
            state={state}
          />
        </>
      )}
      {known && known.items.length === 0 && (
        <EmptyList
          reason={t('fleet.variants.none')}
          onClear={isFiltered(state) ? () => onChange(NO_FILTER) : undefined}
        />
      )}
    </>
  );
}

function List({
  roles: { known, problem, checking, refetch },
  counts,
  state,
  onChange,
}: Listed) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { hidden, onHide } = useHiddenColumns();
  const { cursor, ...query } = fleetQuery(state);
  const selection = useSelection(fleetFilter(state));
  return (
    <>
      <div className={classes.tools}>
        <ColumnChoice hidden={hidden} onHide={onHide} />
        <ExportButton query={query} />
      </div>
      <div className={classes.progress}>
        {checking && known && (
          <LinearProgress aria-label={t('fleet.loading')} />
        )}
      </div>
      {problem && (
        <FleetProblem
          problem={problem}
          isStale={known !== undefined}
          onAgain={refetch}
        />
      )}
      {!known && !problem && (
        <ListSkeleton label={t('fleet.loading')} rows={10} height={80} />
      )}
      {known && known.items.length > 0 && (
        <>
          <SelectionBar selection={selection} totalItems={known.totalItems} />
          <RoleTable
            roles={known.items}
            hidden={hidden}
            selection={selection}
            sort={state.sort}
            onSort={sort => onChange({ sort })}
          />
          <RolePages
            count={t('fleet.count', { count: known.totalItems })}
            nextCursor={known.pageInfo.nextCursor}
            state={state}
          />
        </>
      )}
      {known && known.items.length === 0 && (
        <Empty
          accounts={counts.known?.outcomes.accounts}
          state={state}
          onChange={onChange}
        />
      )}
    </>
  );
}

function Empty({
  accounts,
  state,
  onChange,
}: Filtered & { accounts: readonly FleetAccount[] | undefined }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (isFiltered(state)) {
    return (
      <EmptyList
        reason={t('fleet.empty.filtered')}
        onClear={() => onChange(NO_FILTER)}
      />
    );
  }
  const isScanned = accounts?.length && accounts.every(each => each.scannedAt);
  return (
    <EmptyList
      reason={
        !accounts || isScanned
          ? t('fleet.empty.none')
          : t('fleet.empty.waiting')
      }
      onClear={undefined}
    />
  );
}

function FleetProblem({
  problem,
  isStale = false,
  onAgain,
}: {
  problem: PortalProblem;
  /** Whether the last roles are still shown. */
  isStale?: boolean;
  onAgain: () => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <RetryNotice onAgain={onAgain}>
      {t(`fleet.problem.${problem.kind}`, {
        detail: <PortalText text={problem.detail} />,
      })}{' '}
      {isStale && t('fleet.problem.stale')}
    </RetryNotice>
  );
}

function regionsOf(page: FleetRoleList | undefined): string[] {
  return [
    ...new Set(page?.items.flatMap(({ regions }) => [...regions])),
  ].sort();
}
