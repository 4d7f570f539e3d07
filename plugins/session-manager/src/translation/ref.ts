import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { messages } from './messages';

/**
 * The messages of the plugin. The Japanese translation is included, and is loaded
 * if the app offers the language `ja` and a user selects it.
 *
 * @public
 */
export const sessionManagerTranslationRef = createTranslationRef({
  id: 'plugin.session-manager',
  messages,
  translations: { ja: () => import('./ja') },
});
