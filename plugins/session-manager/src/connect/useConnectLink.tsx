import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { TerminalIcon } from '../components/TerminalIcon';
import { NODES_SECTION, useRolePath } from '../hooks/useRolePath';
import { sessionManagerNavigationTranslationRef } from '../translation/navigationRef';

/** The link from an entity's page to its nodes, as its icon links show it. */
export function useConnectLink() {
  const { t } = useTranslationRef(sessionManagerNavigationTranslationRef);
  const href = useRolePath({ section: NODES_SECTION });
  return {
    label: t('connect'),
    icon: <TerminalIcon fontSize="medium" />,
    href,
  };
}
