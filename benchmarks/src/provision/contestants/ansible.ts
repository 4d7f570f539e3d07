import { join } from 'node:path';
import { Contestant } from '../Contestant';
import { Peers, SCRIPTS } from './startPeers';

const ROUNDS = 3;

/** Ansible's collection for AWS. */
export function ansible({ absent, run, file }: Peers): Contestant {
  return {
    name: 'Ansible',
    how: 'a playbook of `amazon.aws` modules',
    absent,
    rounds: ROUNDS,
    async run(scenario, role) {
      const playbook = scenario === 'delete' ? 'no-role.yaml' : 'role.yaml';
      const variables = {
        ansible_python_interpreter: '{{ ansible_playbook_python }}',
        role: role.name,
        policy: role.policyName,
        policy_arn: role.policyArn,
        tags: role.tags,
        permissions: await file('permissions.json', role.permissions),
        trust: await file('trust.json', role.trust),
      };
      return run(
        'python',
        [
          ...['-m', 'ansible', 'playbook'],
          ...['--inventory', 'localhost,'],
          ...['--extra-vars', `@${await file('variables.json', variables)}`],
          join(SCRIPTS, playbook),
        ],
        { ANSIBLE_NOCOLOR: '1' },
      );
    },
  };
}
