import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  FleetAccount,
  FleetRole,
} from 'backstage-plugin-session-manager-common';

const accountId = '111122223333';
const at = new Date().toISOString();

const ACCOUNT: FleetAccount = {
  accountId,
  name: 'development',
  total: 2,
  states: { ready: 1, 'sessions-fail': 1 },
  scannedAt: at,
};

function role(
  roleName: string,
  state: FleetRole['state'],
  text: string,
): FleetRole {
  return {
    roleArn: `arn:aws:iam::${accountId}:role/session-manager/${roleName}`,
    roleName,
    accountId,
    accountName: 'development',
    regions: ['us-east-1'],
    entityRef: `component:default/${roleName.replace(/-session-role$/, '')}`,
    owner: 'group:default/payments',
    managed: true,
    nodeKind: 'ec2',
    state,
    sentence: text,
    headline: { state, sentences: [], text },
    problems: [],
    drift: 'in-sync',
    observedAt: at,
  };
}

/** The list of roles of the session-manager backend, with two roles. */
export const fleetPlugin = createBackendPlugin({
  pluginId: 'session-manager',
  register({ registerInit }) {
    registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const items = [
          role(
            'payments-session-role',
            'ready',
            'Sessions start and are logged to S3.',
          ),
          role(
            'orders-session-role',
            'sessions-fail',
            'Sessions will fail: the role is not allowed to open the control channel.',
          ),
        ];
        httpRouter.use((req, res) => {
          res.json(
            req.path === '/roles/summary'
              ? {
                  total: items.length,
                  states: ACCOUNT.states,
                  problems: [],
                  accounts: [ACCOUNT],
                  owners: [],
                }
              : { items, totalItems: items.length, pageInfo: {} },
          );
        });
      },
    });
  },
});
