import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import {
  createFrontendModule,
  createTranslationMessages,
} from '@backstage/frontend-plugin-api';
import {
  SignInPageBlueprint,
  TranslationBlueprint,
} from '@backstage/plugin-app-react';
import { demoAuthApi } from './demoSignIn';

/** Sign-in during development, and its texts. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    demoAuthApi,
    SignInPageBlueprint.make({
      params: {
        loader: async () => {
          const { PortalSignInPage } = await import('./PortalSignInPage');
          return PortalSignInPage;
        },
      },
    }),
    TranslationBlueprint.make({
      name: 'guest-sign-in',
      params: {
        resource: createTranslationMessages({
          ref: coreComponentsTranslationRef,
          messages: {
            'signIn.guestProvider.subtitle':
              'Try the portal as a developer of the demo catalog, without a password.',
          },
        }),
      },
    }),
  ],
});
