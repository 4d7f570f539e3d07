import { screen } from '@testing-library/react';
import { ApiFactoryRegistry, ApiResolver } from '@backstage/core-app-api';
import {
  createApiFactory,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import {
  ScaffolderFieldExtensions,
  useCustomFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import { answering } from './__testUtils__/renderCard';
import {
  entityRoles,
  healthy,
  identity,
  payments,
} from './__testUtils__/roles';
import {
  EntitySessionManagerCard,
  isSessionManagerAvailable,
  SessionManagerAccountPicker,
  sessionManagerApiRef,
  SessionManagerClient,
  sessionManagerPlugin,
} from './index';

describe('the plugin for the first frontend system', () => {
  it('shows the card on an entity page', async () => {
    const { api } = answering(entityRoles([{ ...identity(), ...healthy }]));
    await renderInTestApp(
      <TestApiProvider apis={[[sessionManagerApiRef, api]]}>
        <EntityProvider entity={payments}>
          <EntitySessionManagerCard />
        </EntityProvider>
      </TestApiProvider>,
    );

    expect(
      await screen.findByRole('heading', { name: 'payments-session-role' }),
    ).toBeInTheDocument();
  });

  it('brings the field of an account along, for templates', async () => {
    const { api } = answering(entityRoles([]));
    const FieldNames = () => (
      <>
        {useCustomFieldExtensions(
          <ScaffolderFieldExtensions>
            <SessionManagerAccountPicker />
          </ScaffolderFieldExtensions>,
        ).map(({ name }) => (
          <p key={name}>{name}</p>
        ))}
      </>
    );
    await renderInTestApp(
      <TestApiProvider apis={[[sessionManagerApiRef, api]]}>
        <FieldNames />
      </TestApiProvider>,
    );

    expect(screen.getByText('SessionManagerAccountPicker')).toBeInTheDocument();
  });

  it('brings its client along', () => {
    const registry = new ApiFactoryRegistry();
    for (const factory of [
      ...sessionManagerPlugin.getApis(),
      createApiFactory(discoveryApiRef, mockApis.discovery()),
      createApiFactory(fetchApiRef, { fetch }),
    ]) {
      registry.register('default', factory);
    }

    expect(new ApiResolver(registry).get(sessionManagerApiRef)).toBeInstanceOf(
      SessionManagerClient,
    );
  });

  it.each([
    ['Component', true],
    ['Resource', true],
    ['System', true],
    ['User', false],
    ['Template', false],
  ])('is for a %s: %s', (kind, available) => {
    expect(isSessionManagerAvailable({ ...payments, kind })).toBe(available);
  });
});
