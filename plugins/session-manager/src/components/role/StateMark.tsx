import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
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
import ReportProblem from '@material-ui/icons/ReportProblemOutlined';
import Settings from '@material-ui/icons/Settings';
import SyncProblem from '@material-ui/icons/SyncProblem';
import { CardState } from './roleState';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { Look, Mark } from '../Mark';

const LOOKS: Readonly<Record<CardState, Look>> = {
  ready: [CheckCircle, 'good'],
  'in-sync': [CheckCircle, 'good'],
  drifted: [SyncProblem, 'warning'],
  unmanaged: [InfoOutlined, 'neutral'],
  'not-read': [Help, 'neutral'],
  missing: [RemoveCircle, 'bad'],
  refused: [Block, 'bad'],
  unreachable: [CloudOff, 'warning'],
  'not-configured': [Settings, 'warning'],
  failed: [ErrorOutline, 'bad'],
  'sessions-fail': [HighlightOff, 'bad'],
  'logs-lost': [ReportProblem, 'warning'],
  'not-a-node-role': [InfoOutlined, 'neutral'],
  'no-role': [AddCircleOutline, 'neutral'],
  'not-allowed': [Lock, 'neutral'],
  unknown: [Help, 'warning'],
};

/** The state of a role, or of all roles of a service. */
export function StateMark({ state }: { state: CardState }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return <Mark look={LOOKS[state]} word={t(`state.${state}`)} />;
}
