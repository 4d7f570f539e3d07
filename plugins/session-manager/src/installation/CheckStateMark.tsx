import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import CheckCircle from '@material-ui/icons/CheckCircle';
import ErrorOutline from '@material-ui/icons/ErrorOutline';
import HelpOutline from '@material-ui/icons/HelpOutline';
import { InstallationCheckState } from 'backstage-plugin-session-manager-common';
import { Look, Mark } from '../components/Mark';
import { sessionManagerTranslationRef } from '../translation/ref';

const LOOKS: Readonly<Record<InstallationCheckState, Look>> = {
  ok: [CheckCircle, 'good'],
  problem: [ErrorOutline, 'bad'],
  unknown: [HelpOutline, 'neutral'],
};

/** The result of a check. */
export function CheckStateMark({ state }: { state: InstallationCheckState }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return <Mark look={LOOKS[state]} word={t(`installation.state.${state}`)} />;
}
