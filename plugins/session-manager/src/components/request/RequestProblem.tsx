import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { PortalText } from '../PortalText';
import { PortalProblem } from '../../api/portalProblem';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { RetryNotice } from '../RetryNotice';

/** Why requests could not be read, and what to do. */
export function RequestProblem({
  problem,
  onAgain,
}: {
  problem: PortalProblem;
  onAgain: () => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <RetryNotice onAgain={onAgain}>
      {t(`requests.problem.${problem.kind}`, {
        detail: <PortalText text={problem.detail} />,
      })}
    </RetryNotice>
  );
}
