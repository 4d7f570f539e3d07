import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { navigation } from './navigation';

/**
 * The titles of the pages and links of the plugin. They are apart from the other
 * messages, because an app loads them when it starts.
 *
 * @public
 */
export const sessionManagerNavigationTranslationRef = createTranslationRef({
  id: 'plugin.session-manager.navigation',
  messages: navigation,
  translations: { ja: () => import('./navigation.ja') },
});
