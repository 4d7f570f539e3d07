import { ReactNode } from 'react';
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
import { ErrorText } from '../components/ErrorText';
import { EmptyList } from '../components/list/EmptyList';
import { ListSkeleton } from '../components/list/ListSkeleton';
import { InstallationLink } from '../components/InstallationLink';
import { LoadProblem } from '../components/LoadProblem';
import { PageHeading } from '../components/PageHeading';
import { PortalText } from '../components/PortalText';
import { useQuery } from '../hooks/useQuery';
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
  const variants = useVariants(state);
  const counts = useCounts(state);
  const { problem, refetch } = state.compare ? variants : roles;
  return (
    <Content>
      <PageHeading>{t('fleet.title')}</PageHeading>
      <InstallationLink />
      {problem?.kind === 'not-allowed' ? (
        <LoadProblem of="fleet" problem={problem} onAgain={refetch} />
      ) : (
        <>
          <Counts counts={counts} state={state} onChange={change} />
          <Roles
            roles={roles}
            variants={variants}
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
  variants: ReturnType<typeof useVariants>;
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
        value={state.compare ? 'compare' : 'list'}
        onChange={(_, view) => onChange({ compare: view === 'compare' })}
        indicatorColor="primary"
        textColor="primary"
        aria-label={t('fleet.views.label')}
      >
        <Tab value="list" label={t('fleet.views.list')} />
        <Tab value="compare" label={t('fleet.views.compare')} />
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

/** The result of a query, with why it is not there or not current. */
function Loaded<T>({
  query: { known, problem, checking, refetch },
  skeleton,
  children,
}: {
  query: ReturnType<typeof useQuery<T>>;
  skeleton: { rows: number; height: number };
  children: (known: T) => ReactNode;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <div className={classes.progress}>
        {checking && known && (
          <LinearProgress aria-label={t('fleet.loading')} />
        )}
      </div>
      {problem && (
        <LoadProblem
          of="fleet"
          problem={problem}
          isStale={known !== undefined}
          onAgain={refetch}
        />
      )}
      {!known && !problem && (
        <ListSkeleton label={t('fleet.loading')} {...skeleton} />
      )}
      {known && children(known)}
    </>
  );
}

function Comparison({ variants, state, onChange }: Listed) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {t('fleet.variants.explanation')}
      </Typography>
      <Loaded query={variants} skeleton={{ rows: 5, height: 120 }}>
        {({ items, pageInfo }) =>
          items.length > 0 ? (
            <>
              <VariantList variants={items} />
              <RolePages
                count={t('fleet.variants.count', { count: items.length })}
                nextCursor={pageInfo.nextCursor}
                state={state}
              />
            </>
          ) : (
            <EmptyList
              reason={t('fleet.variants.none')}
              onClear={
                isFiltered(state) ? () => onChange(NO_FILTER) : undefined
              }
            />
          )
        }
      </Loaded>
    </>
  );
}

function List({ roles, counts, state, onChange }: Listed) {
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
      <Loaded query={roles} skeleton={{ rows: 10, height: 80 }}>
        {({ items, totalItems, pageInfo }) =>
          items.length > 0 ? (
            <>
              <SelectionBar selection={selection} totalItems={totalItems} />
              <RoleTable
                roles={items}
                hidden={hidden}
                selection={selection}
                sort={state.sort}
                onSort={sort => onChange({ sort })}
              />
              <RolePages
                count={t('fleet.count', { count: totalItems })}
                nextCursor={pageInfo.nextCursor}
                state={state}
              />
            </>
          ) : (
            <Empty
              accounts={counts.known?.outcomes.accounts}
              state={state}
              onChange={onChange}
            />
          )
        }
      </Loaded>
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

function regionsOf(page: FleetRoleList | undefined): string[] {
  return [
    ...new Set(page?.items.flatMap(({ regions }) => [...regions])),
  ].sort();
}
