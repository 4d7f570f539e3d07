import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Autorenew from '@material-ui/icons/Autorenew';
import CheckCircle from '@material-ui/icons/CheckCircle';
import ErrorOutline from '@material-ui/icons/ErrorOutline';
import HourglassEmpty from '@material-ui/icons/HourglassEmpty';
import RemoveCircleOutline from '@material-ui/icons/RemoveCircleOutline';
import Schedule from '@material-ui/icons/Schedule';
import { BatchStatus } from 'backstage-plugin-session-manager-common';
import { Look, Mark } from '../components/Mark';
import { sessionManagerTranslationRef } from '../translation/ref';

const LOOKS: Readonly<Record<BatchStatus, Look>> = {
  waiting: [Schedule, 'neutral'],
  'in-approval': [HourglassEmpty, 'warning'],
  running: [Autorenew, 'warning'],
  done: [CheckCircle, 'good'],
  failed: [ErrorOutline, 'bad'],
  'left-out': [RemoveCircleOutline, 'neutral'],
};

/** How far a role of a batch is. */
export function BatchStatusMark({ status }: { status: BatchStatus }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return <Mark look={LOOKS[status]} word={t(`batch.status.${status}`)} />;
}
