import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { sessionManagerTranslationRef } from '../translation/ref';

/** The title of the card in the person's language. */
export function HomeTitle() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return <>{t('home.title')}</>;
}
