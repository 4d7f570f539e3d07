import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import CheckCircle from '@material-ui/icons/CheckCircle';
import Help from '@material-ui/icons/Help';
import HighlightOff from '@material-ui/icons/HighlightOff';
import { Verdict } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { Look, Mark } from '../Mark';

const LOOKS: Readonly<Record<Verdict, Look>> = {
  yes: [CheckCircle, 'good'],
  no: [HighlightOff, 'bad'],
  unknown: [Help, 'warning'],
};

/** Whether something will happen. */
export function VerdictMark({
  verdict,
  what,
}: {
  verdict: Verdict;
  /** What would happen, such as `Amazon S3`. */
  what: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <Mark
      look={LOOKS[verdict]}
      word={`${what}: ${t(`readiness.line.${verdict}`)}`}
    />
  );
}
