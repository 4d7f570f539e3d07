import { EntityRoles } from 'backstage-plugin-session-manager-common';
import {
  drifted,
  entityRoles,
  fault,
  faulty,
  healthy,
  hoursAgo,
  identity,
  missing,
  shellless,
  unmanaged,
} from '../src/__testUtils__/roles';

const lastUsed = { at: hoursAgo(26), region: 'us-east-1' };
const LONG =
  'a-role-with-as-long-a-name-as-iam-takes-for-any-role-0123456789ab';

const roles = Array.from({ length: 40 }, (_, n) => ({
  ...identity(`payments-${n}-session-role`),
  ...[healthy, drifted, unmanaged, missing][n % 4],
}));

const answers: Array<[string, EntityRoles]> = [
  ['in sync', entityRoles([{ ...identity(), ...healthy, lastUsed }])],
  ['drifted', entityRoles([{ ...identity(), ...drifted, lastUsed }])],
  ['sessions fail', entityRoles([{ ...identity(), ...shellless }])],
  ['long names', entityRoles([{ ...identity(LONG), ...unmanaged }])],
  ['missing', entityRoles([{ ...identity(), ...missing }])],
  ['refused', entityRoles([{ ...identity(), ...faulty('refused') }])],
  ['unreachable', entityRoles([{ ...identity(), ...faulty('unreachable') }])],
  ['forty roles', entityRoles(roles)],
  ['no role', entityRoles([])],
  [
    'warnings',
    entityRoles([], {
      incomplete: [{ accountId: '444455556666', fault: fault('refused') }],
      invalidAnnotations: ['payments-role'],
    }),
  ],
];

/** Each state with what the API gives in it. */
export const states: Array<[string, () => Promise<EntityRoles>]> = [
  ...answers.map(([name, answer]): [string, () => Promise<EntityRoles>] => [
    name,
    async () => answer,
  ]),
  ['loading', () => new Promise<EntityRoles>(() => {})],
  [
    'portal unreachable',
    async () => {
      throw new TypeError('Failed to fetch');
    },
  ],
];
