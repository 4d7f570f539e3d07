import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { PortalProblem } from '../api/portalProblem';
import { sessionManagerTranslationRef } from '../translation/ref';
import { PortalText } from './PortalText';
import { RetryNotice } from './RetryNotice';

/** Why roles, a batch or the checks could not be loaded, and what to do. */
export function LoadProblem({
  of,
  problem,
  isStale = false,
  onAgain,
}: {
  /** What was to be loaded. */
  of: 'fleet' | 'batch' | 'installation';
  problem: PortalProblem;
  /** Whether what was loaded last is still shown. */
  isStale?: boolean;
  onAgain: () => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <RetryNotice onAgain={onAgain}>
      {t(`${of}.problem.${problem.kind}`, {
        detail: <PortalText text={problem.detail} />,
      })}{' '}
      {isStale && t(`${of}.problem.stale`)}
    </RetryNotice>
  );
}
