import { ReactNode } from 'react';
import { ApiProvider } from '@backstage/core-app-api';
import { AnyApiRef, ApiRef, identityApiRef } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  defaultEntityPresentation,
  EntityPresentationApi,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { payments } from '../src/__testUtils__/roles';
import { SessionManagerApi, sessionManagerApiRef } from '../src';
import { PORTAL } from './portal';

/** What the portal answers in a state, where it differs from the usual. */
export type State = Partial<SessionManagerApi>;

const PEOPLE = ['payments', 'till', 'cloud-security'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', children: [] },
}));

/** Entities by their names, without asking the catalog. */
const PRESENTATION: EntityPresentationApi = {
  forEntity(entity) {
    const snapshot = defaultEntityPresentation(entity);
    return { snapshot, promise: Promise.resolve(snapshot) };
  },
};

/** A portal that answers from memory, and a person who administers it. */
export function FakeApis({
  state,
  children,
}: {
  state: State;
  children: ReactNode;
}) {
  const apis = new Map<AnyApiRef, unknown>([
    [sessionManagerApiRef, { ...PORTAL, ...state }],
    [
      catalogApiRef,
      catalogApiMock({
        entities: [
          {
            ...payments,
            relations: [
              { type: 'ownedBy', targetRef: 'group:default/payments' },
            ],
          },
          ...PEOPLE,
        ],
      }),
    ],
    [entityPresentationApiRef, PRESENTATION],
    [
      permissionApiRef,
      { authorize: async () => ({ result: AuthorizeResult.ALLOW }) },
    ],
    [
      identityApiRef,
      {
        getBackstageIdentity: async () => ({
          type: 'user',
          userEntityRef: 'user:default/ada',
          ownershipEntityRefs: ['user:default/ada', 'group:default/payments'],
        }),
        getProfileInfo: async () => ({ displayName: 'Ada Okafor' }),
        getCredentials: async () => ({}),
        signOut: async () => {},
      },
    ],
  ]);
  const get = <T,>(ref: ApiRef<T>) => apis.get(ref) as T | undefined;
  return <ApiProvider apis={{ get }}>{children}</ApiProvider>;
}
