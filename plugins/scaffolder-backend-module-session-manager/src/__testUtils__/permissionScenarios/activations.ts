import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  AwsAccounts,
  SessionManagerService,
} from 'backstage-plugin-session-manager-node';
import { createActivationAction } from '../../createActivation/createActivationAction';
import { noBackend, openGate } from '../gate';
import { seedRole, ROLE } from './role';
import { failureOf, ScenariosOf } from './Scenario';

/** A backend that accepts codes, or does not answer. */
const handingOver = (works: boolean): SessionManagerService => ({
  ...noBackend,
  async handOver({ subject }) {
    if (!works) {
      throw new ServiceUnavailableError('The backend does not answer');
    }
    const expiresAt = subject.activationExpiresAt;
    return { id: 'one', subject, state: 'waiting', expiresAt };
  },
});

const activate = (accounts: AwsAccounts, works = true) =>
  failureOf(
    createActivationAction({
      ...openGate(accounts),
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      config: mockServices.rootConfig({ data: {} }),
      sessionManager: handingOver(works),
    }),
    { roleName: ROLE, path: '/session-manager/' },
    { getInitiatorCredentials: async () => mockCredentials.user() },
  );

/** Scenarios of `session-manager:activation:create`. */
export const activations: ScenariosOf = [
  {
    when: 'there is a role for hybrid nodes',
    seed: accounts => seedRole(accounts, { target: 'hybrid' }),
    run: accounts => activate(accounts),
    takes: [
      'iam:GetRole',
      'iam:PassRole',
      'ssm:AddTagsToResource',
      'ssm:CreateActivation',
    ],
  },
  {
    when: 'the code cannot be delivered',
    seed: accounts => seedRole(accounts, { target: 'hybrid' }),
    run: accounts => activate(accounts, false),
    failsWith: /The backend does not answer/,
    takes: ['ssm:DeleteActivation'],
  },
];
