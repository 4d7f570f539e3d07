import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { messages } from './messages';

/**
 * The messages of the plugin. Japanese comes with it, and is loaded where the app
 * offers `ja` among its languages and someone chooses it.
 *
 * @public
 */
export const sessionManagerTranslationRef = createTranslationRef({
  id: 'plugin.session-manager',
  messages,
  translations: { ja: () => import('./ja') },
});
