import { ComponentType } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import Typography from '@material-ui/core/Typography';
import AddCircleOutline from '@material-ui/icons/AddCircleOutline';
import Block from '@material-ui/icons/Block';
import CheckCircle from '@material-ui/icons/CheckCircle';
import CloudOff from '@material-ui/icons/CloudOff';
import ErrorOutline from '@material-ui/icons/ErrorOutline';
import Help from '@material-ui/icons/Help';
import HighlightOff from '@material-ui/icons/HighlightOff';
import InfoOutlined from '@material-ui/icons/InfoOutlined';
import Lock from '@material-ui/icons/Lock';
import RemoveCircle from '@material-ui/icons/RemoveCircle';
import Settings from '@material-ui/icons/Settings';
import SyncProblem from '@material-ui/icons/SyncProblem';
import { CardState } from '../check/states';
import { sessionManagerTranslationRef } from '../translation/ref';

type Tone = 'good' | 'warning' | 'bad' | 'neutral';

const LOOKS: Readonly<
  Record<CardState, [Icon: ComponentType<SvgIconProps>, tone: Tone]>
> = {
  'in-sync': [CheckCircle, 'good'],
  drifted: [SyncProblem, 'warning'],
  unmanaged: [InfoOutlined, 'neutral'],
  missing: [RemoveCircle, 'bad'],
  refused: [Block, 'bad'],
  unreachable: [CloudOff, 'warning'],
  'not-configured': [Settings, 'warning'],
  failed: [ErrorOutline, 'bad'],
  'sessions-fail': [HighlightOff, 'bad'],
  'no-role': [AddCircleOutline, 'neutral'],
  'not-allowed': [Lock, 'neutral'],
  unknown: [Help, 'warning'],
};

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    fontWeight: 'bold',
  },
  good: { color: theme.palette.success.main },
  warning: { color: theme.palette.warning.main },
  bad: { color: theme.palette.error.main },
  neutral: { color: theme.palette.text.secondary },
}));

/** A state as an icon, a word and a colour; the word keeps the text's colour, which can be read. */
export function StateMark({ state }: { state: CardState }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const [Icon, tone] = LOOKS[state];
  return (
    <Typography variant="body2" component="span" className={classes.root}>
      <Icon fontSize="small" className={classes[tone]} aria-hidden />
      {t(`state.${state}`)}
    </Typography>
  );
}
