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

/** How people come in during development, and the words for that. */
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
              'To try the portal out: without a password, as a developer of the demo catalog.',
          },
        }),
      },
    }),
  ],
});
