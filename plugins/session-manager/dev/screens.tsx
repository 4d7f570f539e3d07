import { ReactNode } from 'react';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  documents,
  headline,
  predict,
  Readiness,
} from 'backstage-plugin-session-manager-common';
import { batchWith } from '../src/__testUtils__/batches';
import { entityConnect } from '../src/__testUtils__/connect';
import {
  fleetPage,
  fleetRole,
  fleetSummary,
} from '../src/__testUtils__/fleetRoles';
import { entityInstances } from '../src/__testUtils__/instances';
import { evidence, PREFERENCES } from '../src/__testUtils__/readiness';
import { requestDetails, roleRequest } from '../src/__testUtils__/requests';
import {
  drifted,
  entityRoles,
  failing,
  fault,
  faulty,
  healthy,
  identity,
  missing,
  noSession,
  payments,
  summaryOf,
  unmanaged,
} from '../src/__testUtils__/roles';
import { BatchRoutes } from '../src/batches/BatchRoutes';
import { EntitySessionManagerCard } from '../src/card/EntitySessionManagerCard';
import { ExplainContent } from '../src/explain/ExplainContent';
import {
  DEVELOPMENT,
  recorded,
  UNKNOWN_PREFERENCES,
} from '../src/fields/__testUtils__/formFixtures';
import { spec } from '../src/fields/__testUtils__/previews';
import { FleetContent } from '../src/fleet/FleetContent';
import { HandoverRoutes } from '../src/handover/HandoverRoutes';
import { HomeRoles } from '../src/home/HomeRoles';
import { InstallationContent } from '../src/installation/InstallationContent';
import { RequestsContent } from '../src/requests/RequestsContent';
import { EntitySessionManagerContent } from '../src/tab/EntitySessionManagerContent';
import type { State } from './FakeApis';
import { FieldsForm, RoleFormPage } from './forms';
import { failed, forbidden, unanswered } from './portal';

interface Screen {
  title: string;
  element: ReactNode;
  /** The rest of the address, for a page with routes of its own. */
  address?: string;
  width?: string;
  states: Record<string, State>;
}

const found = (readiness: Readiness) =>
  entityRoles([{ ...identity(), ...healthy, readiness: summaryOf(readiness) }]);

const READY: Readiness = {
  online: 'yes',
  starts: 'yes',
  logged: { s3: 'yes', cloudWatchLogs: 'yes' },
  problems: [],
};

const UNKNOWN = predict({
  role: {
    arn: identity().roleArn,
    trust: documents(spec).trust,
    instanceProfileArns: ['arn:aws:iam::444455556666:instance-profile/web'],
    policies: [
      {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: '*',
            Resource: '*',
            // The portal does not know from where the nodes call.
            Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
          },
        ],
      },
    ],
  },
  preferences: PREFERENCES,
  facts: { region: 'us-east-1' },
});

const incomplete = [
  {
    accountId: '111122223333',
    accountName: 'development',
    fault: fault('refused'),
  },
];

/** The answers that an entity's card and tab share. */
const OF_ENTITY: Record<string, State> = {
  loading: { getEntityRoles: unanswered },
  empty: {
    getEntityRoles: async () => entityRoles([]),
    getEntityInstances: async () => entityInstances([]),
    getConnect: async () => entityConnect([]),
  },
  ready: {
    getEntityRoles: async () => found(READY),
    getRoleReadiness: async () => ({
      ...evidence,
      readiness: READY,
      repair: undefined,
    }),
  },
  'logs-lost': {
    getEntityRoles: async () => found(evidence.readiness),
  },
  'sessions-fail': {
    getEntityRoles: async () => entityRoles([{ ...identity(), ...failing }]),
    getRoleReadiness: async () => ({
      ...evidence,
      readiness: noSession,
    }),
  },
  unknown: {
    getEntityRoles: async () => found(UNKNOWN),
    getRoleReadiness: async () => ({ ...evidence, readiness: UNKNOWN }),
  },
  drifted: {
    getEntityRoles: async () => entityRoles([{ ...identity(), ...drifted }]),
  },
  'not of the portal': {
    getEntityRoles: async () => entityRoles([{ ...identity(), ...unmanaged }]),
  },
  missing: {
    getEntityRoles: async () => entityRoles([{ ...identity(), ...missing }]),
    getRoleReadiness: async () => ({
      status: 'missing',
      roleArn: identity().roleArn,
      checkedAt: new Date().toISOString(),
    }),
  },
  partial: {
    getEntityRoles: async () =>
      entityRoles(
        [
          { ...identity('a-session-role'), ...healthy },
          { ...identity('b-session-role'), ...drifted },
          { ...identity('c-session-role'), ...faulty('refused') },
        ],
        { incomplete, invalidAnnotations: ['payments-role'] },
      ),
    getEntityInstances: failed,
    listRequests: failed,
  },
  'no permission for changes': {
    getEntityRoles: async () =>
      entityRoles([
        {
          ...identity(),
          ...failing,
          may: {
            change: false,
            attach: false,
            delete: false,
            attachLacks: 'permission',
          },
        },
      ]),
  },
  error: { getEntityRoles: failed },
  'no permission': { getEntityRoles: forbidden },
};

const onEntity = (element: ReactNode) => (
  <EntityProvider entity={payments}>{element}</EntityProvider>
);

const roleWith = (readiness: Readiness) => {
  const it = headline(readiness);
  return fleetRole({
    roleName: `${it.state}-session-role`,
    state: it.state,
    drift: 'in-sync',
    problems: readiness.problems.map(({ code }) => code),
    headline: it,
  });
};

const DEVELOPMENT_ACCOUNT = {
  accountId: DEVELOPMENT.accountId,
  accountName: DEVELOPMENT.name,
};

const { id } = roleRequest();
const allowed = { allowed: true } as const;
const details = requestDetails();

/** The screens of the plugin, and what the portal answers in each state. */
export const SCREENS: Record<string, Screen> = {
  card: {
    title: 'Card',
    element: onEntity(<EntitySessionManagerCard />),
    width: '28rem',
    states: OF_ENTITY,
  },
  tab: {
    title: 'Tab',
    element: onEntity(<EntitySessionManagerContent />),
    states: OF_ENTITY,
  },
  roles: {
    title: 'All roles',
    element: <FleetContent />,
    states: {
      loading: { listRoles: unanswered, summarizeRoles: unanswered },
      empty: {
        listRoles: async () => fleetPage([]),
        summarizeRoles: async () =>
          fleetSummary({
            total: 0,
            states: {},
            drifted: 0,
            unmanaged: 0,
            withoutNodes: 0,
            problems: [],
            accounts: [],
            owners: [],
          }),
      },
      'all states': {
        listRoles: async () =>
          fleetPage([
            fleetRole(),
            roleWith(READY),
            roleWith(UNKNOWN),
            roleWith(noSession),
          ]),
      },
      partial: { summarizeRoles: failed },
      error: { listRoles: failed, summarizeRoles: failed },
      'no permission': { listRoles: forbidden, summarizeRoles: forbidden },
    },
  },
  requests: {
    title: 'Requests',
    element: <RequestsContent />,
    address: '?view=all',
    states: {
      loading: { listRequests: unanswered },
      empty: {
        listRequests: async () => ({
          items: [],
          unreadable: [],
          totals: { items: 0, views: { mine: 0, 'to-approve': 0, all: 0 } },
          pageInfo: {},
        }),
      },
      waiting: {},
      partial: {
        getAccounts: failed,
        listRequests: async () => ({
          items: [roleRequest()],
          unreadable: [{ id: 'b3e0a5ab-0000-4000-8000-000000000000' }],
          totals: { items: 2, views: { mine: 1, 'to-approve': 0, all: 2 } },
          pageInfo: {},
        }),
      },
      error: { listRequests: failed },
      'no permission': { listRequests: forbidden },
    },
  },
  request: {
    title: 'One request',
    element: <RequestsContent />,
    address: `/${id}`,
    states: {
      loading: { getRequest: unanswered },
      waiting: {},
      'to approve': {
        getRequest: async () => ({
          ...details,
          caller: { ...details.caller, approve: allowed, reject: allowed },
        }),
      },
      rejected: {
        getRequest: async () =>
          requestDetails({
            request: roleRequest({
              status: 'rejected',
              by: 'user:default/grace',
              comment: 'Use the shared bucket.',
            }),
          }),
      },
      error: { getRequest: failed },
      'no permission': { getRequest: forbidden },
    },
  },
  explain: {
    title: 'Explain a message',
    element: <ExplainContent />,
    states: { ready: {}, error: { explainMessage: failed } },
  },
  installation: {
    title: 'Installation',
    element: <InstallationContent />,
    states: {
      loading: { checkInstallation: unanswered },
      problems: {},
      empty: {
        checkInstallation: async () => ({
          checkedAt: new Date().toISOString(),
          checks: [],
        }),
      },
      error: { checkInstallation: failed },
      'no permission': { checkInstallation: forbidden },
    },
  },
  batch: {
    title: 'Batch',
    element: <BatchRoutes />,
    address: '/batch-1',
    states: {
      loading: { getBatch: unanswered },
      partial: {},
      empty: { getBatch: async () => batchWith([], { groups: [] }) },
      error: { getBatch: failed },
      'no permission': { getBatch: forbidden },
    },
  },
  handover: {
    title: 'Activation code',
    element: <HandoverRoutes />,
    address: '/6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001#the-key',
    states: {
      loading: { getHandover: unanswered },
      waiting: {},
      error: { getHandover: failed },
      'no permission': { getHandover: forbidden },
    },
  },
  home: {
    title: 'Home page card',
    element: <HomeRoles />,
    width: '32rem',
    states: {
      loading: { summarizeRoles: unanswered },
      empty: {
        summarizeRoles: async () => fleetSummary({ total: 0, states: {} }),
        listRoles: async () => fleetPage([]),
      },
      'logs-lost': {},
      error: { summarizeRoles: failed },
      'no permission': { summarizeRoles: forbidden },
    },
  },
  'role-form': {
    title: 'Role form',
    element: <RoleFormPage />,
    states: {
      loading: { getAccounts: unanswered, getAccountPreferences: unanswered },
      ready: {},
      unknown: { getAccountPreferences: async () => UNKNOWN_PREFERENCES },
      'an existing role': {
        getRecordedRole: async () =>
          recorded({
            roleName: 'payments-session-role',
            entityRef: 'component:default/payments',
            s3: { bucket: 'other-logs' },
          }),
      },
      error: { getAccounts: failed, getAccountPreferences: failed },
      'no permission': {
        getAccounts: forbidden,
        getAccountPreferences: forbidden,
      },
    },
  },
  fields: {
    title: 'Other form fields',
    element: <FieldsForm />,
    states: {
      loading: {
        getAccounts: unanswered,
        getEntityRoles: unanswered,
        getEntityInstances: unanswered,
        previewRole: unanswered,
      },
      ready: {
        getEntityRoles: async () =>
          entityRoles([
            {
              ...identity('payments-session-role', DEVELOPMENT_ACCOUNT),
              ...healthy,
            },
          ]),
      },
      empty: {
        getAccounts: async () => [],
        getEntityRoles: async () => entityRoles([]),
        getEntityInstances: async () => entityInstances([]),
      },
      partial: {
        getEntityInstances: async () => entityInstances([], { incomplete }),
        getEntityRoles: async () => entityRoles([], { incomplete }),
        previewRole: failed,
      },
      error: {
        getAccounts: failed,
        getEntityRoles: failed,
        getEntityInstances: failed,
        previewRole: failed,
      },
      'no permission': {
        getAccounts: forbidden,
        getEntityRoles: forbidden,
        getEntityInstances: forbidden,
        previewRole: forbidden,
      },
    },
  },
};
