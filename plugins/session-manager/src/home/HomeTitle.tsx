import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { sessionManagerNavigationTranslationRef } from '../translation/navigationRef';

/** The title of the card in the person's language. */
export function HomeTitle() {
  const { t } = useTranslationRef(sessionManagerNavigationTranslationRef);
  return <>{t('home')}</>;
}
