import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Autorenew from '@material-ui/icons/Autorenew';
import Cancel from '@material-ui/icons/Cancel';
import Block from '@material-ui/icons/Block';
import CheckCircle from '@material-ui/icons/CheckCircle';
import ErrorOutline from '@material-ui/icons/ErrorOutline';
import HourglassEmpty from '@material-ui/icons/HourglassEmpty';
import SwapHoriz from '@material-ui/icons/SwapHoriz';
import ThumbUp from '@material-ui/icons/ThumbUp';
import TimerOff from '@material-ui/icons/TimerOff';
import Undo from '@material-ui/icons/Undo';
import { RequestStatus } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { Look, Mark } from '../Mark';

const LOOKS: Readonly<Record<RequestStatus, Look>> = {
  pending: [HourglassEmpty, 'warning'],
  approved: [ThumbUp, 'good'],
  rejected: [Cancel, 'bad'],
  withdrawn: [Undo, 'neutral'],
  expired: [TimerOff, 'neutral'],
  revoked: [Block, 'bad'],
  superseded: [SwapHoriz, 'neutral'],
  provisioning: [Autorenew, 'warning'],
  provisioned: [CheckCircle, 'good'],
  failed: [ErrorOutline, 'bad'],
};

/** The status of a request. */
export function StatusMark({ status }: { status: RequestStatus }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return <Mark look={LOOKS[status]} word={t(`requests.status.${status}`)} />;
}
