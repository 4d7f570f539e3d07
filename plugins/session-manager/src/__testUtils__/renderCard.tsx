import { screen, within } from '@testing-library/react';
import { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { ResponseError } from '@backstage/errors';
import {
  EntityRoles,
  FaultyRole,
  FoundRole,
  MissingRole,
} from 'backstage-plugin-session-manager-common';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../api/SessionManagerApi';
import {
  EntitySessionManagerCard,
  EntitySessionManagerCardProps,
} from '../card/EntitySessionManagerCard';
import { selectedTemplateRouteRef } from '../routes';
import { entityInstances } from './instances';
import { entityRoles, identity, payments } from './roles';

/** The response of one call, immediately or by a function. */
export type Answer = EntityRoles | (() => Promise<EntityRoles>);

/** The methods that the card calls. */
type RolesApi = Pick<SessionManagerApi, 'getEntityRoles'>;

/** An API that returns the answers in turn, and repeats the last one. */
export function answering(...answers: Answer[]) {
  const calls: Array<Parameters<SessionManagerApi['getEntityRoles']>> = [];
  const api: RolesApi = {
    async getEntityRoles(...call) {
      const answer = answers[Math.min(calls.length, answers.length - 1)];
      calls.push(call);
      return typeof answer === 'function' ? answer() : answer;
    },
  };
  return { api, calls };
}

/** A response with one role. */
export function oneRole(
  status: FoundRole | MissingRole | FaultyRole,
): EntityRoles {
  return entityRoles([{ ...identity(), ...status }]);
}

/** A call that fails. */
export function failing(error: Error): () => Promise<never> {
  return async () => {
    throw error;
  };
}

/** A call that fails with an error of the backend. */
export async function responded(status: number, message: string) {
  const body = JSON.stringify({
    error: { name: 'Error', message },
    response: { statusCode: status },
  });
  return failing(
    await ResponseError.fromResponse(
      new Response(body, {
        status,
        headers: { 'content-type': 'application/json' },
      }),
    ),
  );
}

/** An API without requests. */
export const noRequests: Pick<SessionManagerApi, 'listRequests'> = {
  listRequests: async () => ({
    items: [],
    unreadable: [],
    totals: { items: 0, views: { mine: 0, 'to-approve': 0, all: 0 } },
    pageInfo: {},
  }),
};

/** An API without instances. */
export const noInstances: Pick<SessionManagerApi, 'getEntityInstances'> = {
  getEntityInstances: async () => entityInstances([]),
};

/** The permissions of an administrator, or of somebody else. */
export function permissionsOf(isAdministrator: boolean) {
  return mockApis.permission({
    authorize: ({ permission }) =>
      isAdministrator || permission.name !== 'session-manager.installation.read'
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
  });
}

/** Renders the card on an entity's page, with or without the scaffolder. */
export async function renderCard(
  api: Partial<SessionManagerApi>,
  {
    entity = payments,
    scaffolder = true,
    isAdministrator = true,
    ...props
  }: EntitySessionManagerCardProps & {
    entity?: Entity;
    scaffolder?: boolean;
    /** Whether the person may check the installation. */
    isAdministrator?: boolean;
  } = {},
) {
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [sessionManagerApiRef, { ...noRequests, ...noInstances, ...api }],
        [permissionApiRef, permissionsOf(isAdministrator)],
      ]}
    >
      <EntityProvider entity={entity}>
        <EntitySessionManagerCard {...props} />
      </EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        ...(scaffolder && {
          '/create/templates/:namespace/:templateName':
            selectedTemplateRouteRef,
        }),
      },
    },
  );
}

/** The heading of the role in detail. */
export const heading = () =>
  screen.findByRole('heading', { name: 'payments-session-role' });

/** The texts of the items of a list. */
export const items = (list: string) =>
  within(screen.getByRole('list', { name: list }))
    .getAllByRole('listitem')
    .map(item => item.textContent);

/** The path of a link to a form, and the fields that it fills in. */
export function formOf(link: HTMLElement) {
  const url = new URL(link.getAttribute('href') ?? '', 'http://localhost');
  return {
    path: url.pathname,
    fields: JSON.parse(url.searchParams.get('formData') ?? '{}'),
  };
}
