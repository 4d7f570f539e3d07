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

/** A verdict: yes, no or unknown. */
export function VerdictMark({
  verdict,
  what,
}: {
  verdict: Verdict;
  /** The subject of the verdict, such as `Amazon S3`. */
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
