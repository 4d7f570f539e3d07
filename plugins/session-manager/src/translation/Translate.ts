import { TranslationFunction } from '@backstage/core-plugin-api/alpha';
import { sessionManagerTranslationRef } from './ref';

/** The translation function of the plugin's own messages. */
export type Translate = TranslationFunction<
  (typeof sessionManagerTranslationRef)['T']
>;
