import { screen, within } from '@testing-library/react';
import { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
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
import { entityRoles, identity, payments } from './roles';

/** What one call of the API gives, at once or in its own time. */
export type Answer = EntityRoles | (() => Promise<EntityRoles>);

/** What the card asks of the API. */
type RolesApi = Pick<SessionManagerApi, 'getEntityRoles'>;

/** An API that gives the answers in turn, and the last one ever after. */
export function answering(...answers: Answer[]) {
  const asked: Array<Parameters<SessionManagerApi['getEntityRoles']>> = [];
  const api: RolesApi = {
    async getEntityRoles(...call) {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(call);
      return typeof answer === 'function' ? answer() : answer;
    },
  };
  return { api, asked };
}

/** One role in a state, as the backend answers with it. */
export function oneRole(
  status: FoundRole | MissingRole | FaultyRole,
): EntityRoles {
  return entityRoles([{ ...identity(), ...status }]);
}

/** A call that ends in an error. */
export function failing(error: Error): () => Promise<never> {
  return async () => {
    throw error;
  };
}

/** An error as the backend answers with it. */
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

/** Nothing is asked for. */
export const noRequests: Pick<SessionManagerApi, 'listRequests'> = {
  listRequests: async () => ({
    items: [],
    unreadable: [],
    totals: { items: 0, views: { mine: 0, 'to-approve': 0, all: 0 } },
    pageInfo: {},
  }),
};

/** Shows the card on an entity's page, with or without a scaffolder. */
export async function renderCard(
  api: Partial<SessionManagerApi>,
  {
    entity = payments,
    scaffolder = true,
    ...props
  }: EntitySessionManagerCardProps & {
    entity?: Entity;
    scaffolder?: boolean;
  } = {},
) {
  return renderInTestApp(
    <TestApiProvider apis={[[sessionManagerApiRef, { ...noRequests, ...api }]]}>
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

/** The role whose details are shown. */
export const heading = () =>
  screen.findByRole('heading', { name: 'payments-session-role' });

/** The texts of a list. */
export const items = (list: string) =>
  within(screen.getByRole('list', { name: list }))
    .getAllByRole('listitem')
    .map(item => item.textContent);

/** The fields that a link fills in, and the template that it opens. */
export function formOf(link: HTMLElement) {
  const url = new URL(link.getAttribute('href') ?? '', 'http://localhost');
  return {
    path: url.pathname,
    fields: JSON.parse(url.searchParams.get('formData') ?? '{}'),
  };
}
