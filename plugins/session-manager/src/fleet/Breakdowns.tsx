import { useId, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { FleetSummary } from 'backstage-plugin-session-manager-common';
import { Button } from '../components/Button';
import { nameWithId } from '../translation/nameWithId';
import { numberText } from '../translation/numberText';
import { sessionManagerTranslationRef } from '../translation/ref';
import { FilterButton } from './FilterButton';
import { FleetState } from './fleetState';
import { ownerName } from '../components/ownerName';
import { problemTitle } from './problemTitle';
import { ShareBar } from './ShareBar';

const SHOWN = 5;

/** Of a list with as many lines as are shown at first, and its button. */
const HEIGHT = 240;

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(16rem, 100%), 1fr))',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
  part: {
    padding: theme.spacing(1, 1, 1.5),
    minWidth: 0,
    // Beside each other they are of one height, whatever the filters.
    [theme.breakpoints.up('sm')]: { minHeight: HEIGHT },
  },
  title: { padding: theme.spacing(0, 1) },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  line: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
  },
  count: { flex: 'none' },
  // Where the buttons of other lists have their text.
  none: { padding: theme.spacing(0.75, 1.25) },
}));

/** A number of roles that have something in common. */
interface Group {
  key: string;
  name: string;
  count: number;
  pressed: boolean;
  /** The filter of a click. */
  filter: Partial<FleetState>;
}

/** The roles of the list by problem, owner and account, the most first. */
export function Breakdowns({
  summary: { total, problems, owners, accounts },
  state,
  onChange,
}: {
  summary: FleetSummary;
  state: FleetState;
  onChange: (change: Partial<FleetState>) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div className={classes.root}>
      <Breakdown
        title={t('fleet.breakdown.problem')}
        total={total}
        onChange={onChange}
        groups={problems.map(({ code, count }) => ({
          key: code,
          name: problemTitle(code, t),
          count,
          ...toggled(state, 'problem', code),
        }))}
      />
      <Breakdown
        title={t('fleet.breakdown.owner')}
        total={total}
        onChange={onChange}
        groups={owners.map(({ owner, total: count }) => ({
          key: owner,
          name: ownerName(owner),
          count,
          ...toggledOwner(state, owner),
        }))}
      />
      <Breakdown
        title={t('fleet.breakdown.account')}
        total={total}
        onChange={onChange}
        groups={accounts
          .filter(account => account.total > 0)
          .sort((a, b) => b.total - a.total)
          .map(({ accountId, name, total: count }) => ({
            key: accountId,
            name: nameWithId(accountId, name),
            count,
            ...toggled(state, 'accountId', accountId),
          }))}
      />
    </div>
  );
}

function toggledOwner(
  { owner: chosen }: FleetState,
  owner: string,
): Pick<Group, 'pressed' | 'filter'> {
  const pressed = chosen.includes(owner);
  return { pressed, filter: { owner: pressed ? [] : [owner] } };
}

function toggled<Field extends 'problem' | 'accountId'>(
  state: FleetState,
  field: Field,
  value: FleetState[Field],
): Pick<Group, 'pressed' | 'filter'> {
  const pressed = state[field] === value;
  return { pressed, filter: { [field]: pressed ? undefined : value } };
}

function Breakdown({
  title,
  total,
  groups,
  onChange,
}: {
  title: string;
  /** Of all roles. */
  total: number;
  groups: readonly Group[];
  onChange: (change: Partial<FleetState>) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [all, setAll] = useState(false);
  const id = useId();
  const shown = all ? groups : groups.slice(0, SHOWN);
  return (
    <Paper component="section" className={classes.part} aria-labelledby={id}>
      <Typography
        id={id}
        variant="subtitle2"
        component="h3"
        className={classes.title}
      >
        {title}
      </Typography>
      {groups.length === 0 && (
        <Typography variant="body2" className={classes.none}>
          {t('fleet.breakdown.none')}
        </Typography>
      )}
      <ul className={classes.list} aria-labelledby={id}>
        {shown.map(group => (
          <li key={group.key}>
            <GroupLine group={group} total={total} onChange={onChange} />
          </li>
        ))}
      </ul>
      {groups.length > SHOWN && (
        <Button size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all
            ? t('fleet.breakdown.fewer')
            : t('fleet.breakdown.all', { count: groups.length })}
        </Button>
      )}
    </Paper>
  );
}

function GroupLine({
  group: { name, count, pressed, filter },
  total,
  onChange,
}: {
  group: Group;
  total: number;
  onChange: (change: Partial<FleetState>) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <FilterButton
      name={name}
      count={count}
      pressed={pressed}
      onPress={() => onChange(filter)}
    >
      <Typography variant="body2" component="span" className={classes.line}>
        <span>{name}</span>
        <span className={classes.count}>{numberText(count, t)}</span>
      </Typography>
      <ShareBar count={count} total={total} tone="neutral" />
    </FilterButton>
  );
}

/** Reserves the space of the lists while they are loading. */
export function BreakdownsSkeleton() {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      {['problem', 'owner', 'account'].map(by => (
        <Skeleton key={by} variant="rect" height={HEIGHT} />
      ))}
    </div>
  );
}
