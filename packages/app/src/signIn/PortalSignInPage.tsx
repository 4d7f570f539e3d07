import {
  Content,
  Header,
  InfoCard,
  Page,
  SignInPage,
} from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { demoAuthApiRef } from './demoSignIn';

const DEMO = {
  id: 'demo',
  title: 'Demo users',
  message:
    'Request a role as one user, and approve it as another. No passwords needed.',
  apiRef: demoAuthApiRef,
};

/**
 * Guests and demo users can sign in only during development. In production the
 * auth backend refuses them, so the page does not offer it. Your company's
 * sign-in provider goes here.
 */
export const PortalSignInPage = (props: SignInPageProps) => {
  const config = useApi(configApiRef);
  if (config.getOptionalString('auth.environment') === 'development') {
    const demo = config.getOptionalBoolean('demo.localSignIn') ? [DEMO] : [];
    return <SignInPage {...props} providers={['guest', ...demo]} />;
  }
  return (
    <Page themeId="home">
      <Header title={config.getString('app.title')} />
      <Content>
        <InfoCard title="Sign-in is not configured">
          Guests can sign in only during development. To add your company's
          sign-in provider, see the README of packages/app.
        </InfoCard>
      </Content>
    </Page>
  );
};
