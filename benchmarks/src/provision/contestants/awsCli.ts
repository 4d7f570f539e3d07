import { join } from 'node:path';
import { Contestant, Scenario } from '../Contestant';
import { Peers, SCRIPTS } from './startPeers';

const ROUNDS = 3;

const COMMANDS: Record<Scenario, string> = {
  create: 'create',
  'in sync': 'sync',
  'one drifted tag': 'sync',
  delete: 'delete',
};

/** A shell script that calls the AWS CLI. */
export function awsCli({ absent, run, file }: Peers): Contestant {
  return {
    name: 'AWS CLI',
    how: 'a shell script with sequential `aws` calls',
    absent,
    rounds: ROUNDS,
    async run(scenario, role) {
      const env = {
        ROLE: role.name,
        POLICY: role.policyName,
        POLICY_ARN: role.policyArn,
        TAGS: Object.entries(role.tags)
          .map(([key, value]) => `Key=${key},Value=${value}`)
          .sort()
          .join(' '),
        PERMISSIONS: await file('permissions.json', role.permissions),
        TRUST: await file('trust.json', role.trust),
      };
      return run(join(SCRIPTS, 'role.sh'), [COMMANDS[scenario]], env);
    },
  };
}
