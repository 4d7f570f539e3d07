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
  title: 'People of the demo',
  message:
    'To ask for a role as one of them, and to approve it as another. Without passwords.',
  apiRef: demoAuthApiRef,
};

/**
 * Guests, and the people of the demo, come in during development only:
 * elsewhere the auth backend refuses them, so the page does not offer it. A company's own provider goes here.
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
        <InfoCard title="Nobody can sign in yet">
          Guests are let in during development only. Add your company's sign-in
          provider: the README of packages/app tells where.
        </InfoCard>
      </Content>
    </Page>
  );
};
