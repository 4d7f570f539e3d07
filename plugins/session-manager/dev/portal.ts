import { ResponseError } from '@backstage/errors';
import {
  explainMessage,
  Installation,
  RecordedRole,
} from 'backstage-plugin-session-manager-common';
import { SessionManagerApi } from '../src';
import { batchItem, batchWith } from '../src/__testUtils__/batches';
import { connectNode, entityConnect } from '../src/__testUtils__/connect';
import { fleetPage, fleetSummary } from '../src/__testUtils__/fleetRoles';
import { entityInstances, instance } from '../src/__testUtils__/instances';
import { evidence } from '../src/__testUtils__/readiness';
import { requestDetails, roleRequest } from '../src/__testUtils__/requests';
import { entityRoles, healthy, identity } from '../src/__testUtils__/roles';
import {
  DEVELOPMENT,
  preferencesOf,
  PRODUCTION,
} from '../src/fields/__testUtils__/formFixtures';
import { previewOf, spec } from '../src/fields/__testUtils__/previews';

const NOW = new Date().toISOString();

/** A call that gets no answer. */
export const unanswered = () => new Promise<never>(() => {});

/** A call that the backend refuses. */
function refused(status: number, message: string) {
  return async (): Promise<never> => {
    throw await ResponseError.fromResponse(
      new Response(
        JSON.stringify({
          error: { name: 'Error', message },
          response: { statusCode: status },
        }),
        { status, headers: { 'content-type': 'application/json' } },
      ),
    );
  };
}

export const forbidden = refused(403, 'You are not allowed to do this.');
export const failed = refused(503, 'The database does not answer.');

const INSTALLATION: Installation = {
  checkedAt: NOW,
  checks: [
    {
      id: 'configuration',
      state: 'ok',
      sentence: 'The configuration is valid.',
      readAt: NOW,
    },
    {
      id: 'notifications',
      state: 'unknown',
      sentence: 'The notifications backend is not installed in this backend.',
      remedy:
        'Unless another backend has it, add @backstage/plugin-notifications-backend. Without it, nobody is notified about requests and roles.',
      readAt: NOW,
    },
    {
      id: 'credentials',
      accountId: PRODUCTION.accountId,
      accountName: PRODUCTION.name,
      state: 'problem',
      sentence: 'No credentials are configured for account 444455556666.',
      remedy: 'Add it under aws.accounts.',
      readAt: NOW,
    },
  ],
};

const absent: RecordedRole = { status: 'absent', checkedAt: NOW };

/** What the portal answers to each call, unless a state says otherwise. */
export const PORTAL: SessionManagerApi = {
  getEntityRoles: async () =>
    entityRoles([{ ...identity(), ...healthy }], { mayCreateElsewhere: true }),
  getAccounts: async () => [DEVELOPMENT, PRODUCTION],
  getRoleReadiness: async () => evidence,
  confirmRole: unanswered,
  withdrawRoleConfirmation: unanswered,
  getEntityInstances: async () =>
    entityInstances([instance(1), instance(2), instance(3)]),
  getConnect: async () => entityConnect([connectNode()]),
  explainMessage: async ({ message }) => ({
    explanation: explainMessage(message),
  }),
  checkInstallation: async () => INSTALLATION,
  getChoices: async () => ({
    choices: [{ value: 'corp-logs' }, { value: 'corp-logs-2' }],
    more: false,
  }),
  getAccountPreferences: async () => preferencesOf(),
  getRecordedRole: async () => absent,
  previewRole: async () =>
    previewOf({
      ...spec,
      policyName: `${spec.roleName}-SessionManagerPermissions`,
    }),
  previewDeletion: async () => ({
    status: 'missing',
    accountId: PRODUCTION.accountId,
  }),
  previewLogAccess: unanswered,
  listRoles: async () => fleetPage(),
  summarizeRoles: async () => fleetSummary(),
  listRoleVariants: async () => ({ items: [], pageInfo: {} }),
  exportRoles: async () => new Blob(['Role\r\n'], { type: 'text/csv' }),
  planBatch: unanswered,
  startBatch: unanswered,
  getBatch: async () =>
    batchWith([
      batchItem('payments-session-role'),
      batchItem('orders-session-role', {
        status: 'failed',
        error: 'AWS denied iam:PutRolePolicy.',
      }),
    ]),
  listRequests: async () => ({
    items: [roleRequest()],
    unreadable: [],
    totals: { items: 1, views: { mine: 1, 'to-approve': 0, all: 1 } },
    pageInfo: {},
  }),
  getRequest: async () => requestDetails(),
  fileRequest: unanswered,
  decideRequest: unanswered,
  getHandover: async id => ({
    id,
    state: 'waiting',
    expiresAt: new Date(Date.now() + 900_000).toISOString(),
    subject: {
      activationId: 'e488f2f6-e686-4afb-8a04-ef6df0000001',
      accountId: DEVELOPMENT.accountId,
      region: 'eu-west-1',
      roleName: 'warehouse-session-role',
      instanceLimit: 5,
      activationExpiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
  }),
  openHandover: async () => ({ secret: 'Fjz3/sZfSvv78EXAMPLE' }),
};
