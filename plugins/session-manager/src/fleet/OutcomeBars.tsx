import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import RemoveCircleOutline from '@material-ui/icons/RemoveCircleOutline';
import Skeleton from '@material-ui/lab/Skeleton';
import { FleetSummary } from 'backstage-plugin-session-manager-common';
import { Mark, Tone } from '../components/Mark';
import { StateMark } from '../components/role/StateMark';
import { numberText } from '../translation/numberText';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Translate } from '../translation/Translate';
import { FilterButton } from './FilterButton';
import { FleetState } from './fleetState';
import { ShareBar } from './ShareBar';

const HEIGHT = 88;

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(7.5rem, 1fr))',
    gap: theme.spacing(1),
    listStyle: 'none',
    margin: theme.spacing(0, 0, 2),
    padding: 0,
  },
  item: { minHeight: HEIGHT, minWidth: 0 },
  // In one line, however long the names above are.
  count: { display: 'block', marginTop: 'auto' },
}));

const STATES = [
  ['ready', 'good'],
  ['logs-lost', 'warning'],
  ['sessions-fail', 'bad'],
  ['unknown', 'warning'],
] as const;

/** A number of roles, and the filter that lists them. */
interface Outcome {
  name: string;
  mark: ReactNode;
  tone: Tone;
  count: number;
  pressed: boolean;
  /** The filter of a click. */
  filter: Partial<FleetState>;
}

/** How many roles are in which state. Each number is a filter. */
export function OutcomeBars({
  summary,
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
    <ul className={classes.root} aria-label={t('fleet.outcomes.label')}>
      {outcomesOf(summary, state, t).map(outcome => (
        <li key={outcome.name} className={classes.item}>
          <OutcomeView
            outcome={outcome}
            total={summary.total}
            onChange={onChange}
          />
        </li>
      ))}
    </ul>
  );
}

function outcomesOf(
  { states, drifted, unmanaged, withoutNodes }: FleetSummary,
  state: FleetState,
  t: Translate,
): Outcome[] {
  const isDrifted = state.drift === 'drifted';
  const isUnmanaged = state.managed === false;
  const isUnused = state.hasNodes === false;
  return [
    ...STATES.map(([one, tone]): Outcome => {
      const pressed = state.state.includes(one);
      return {
        name: t(`state.${one}`),
        mark: <StateMark state={one} />,
        tone,
        count: states[one] ?? 0,
        pressed,
        filter: { state: pressed ? [] : [one] },
      };
    }),
    {
      name: t('state.drifted'),
      mark: <StateMark state="drifted" />,
      tone: 'warning',
      count: drifted,
      pressed: isDrifted,
      filter: { drift: isDrifted ? undefined : 'drifted' },
    },
    {
      name: t('state.unmanaged'),
      mark: <StateMark state="unmanaged" />,
      tone: 'neutral',
      count: unmanaged,
      pressed: isUnmanaged,
      filter: { managed: isUnmanaged ? undefined : false },
    },
    {
      name: t('fleet.outcomes.withoutNodes'),
      mark: (
        <Mark
          look={[RemoveCircleOutline, 'neutral']}
          word={t('fleet.outcomes.withoutNodes')}
        />
      ),
      tone: 'neutral',
      count: withoutNodes,
      pressed: isUnused,
      filter: { hasNodes: isUnused ? undefined : false },
    },
  ];
}

function OutcomeView({
  outcome: { name, mark, tone, count, pressed, filter },
  total,
  onChange,
}: {
  outcome: Outcome;
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
      {mark}
      <Typography variant="h6" component="span" className={classes.count}>
        {numberText(count, t)}
      </Typography>
      <ShareBar count={count} total={total} tone={tone} />
    </FilterButton>
  );
}

/** Reserves the space of the numbers while they are loading. */
export function OutcomeBarsSkeleton() {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      {Array.from({ length: STATES.length + 3 }, (_, place) => (
        <Skeleton key={place} variant="rect" height={HEIGHT} />
      ))}
    </div>
  );
}
