import { Contestant } from '../Contestant';
import { Role } from '../Role';
import { Peers } from './startPeers';

const ROUNDS = 3;

/** A stack that `aws cloudformation deploy` creates. */
export function cloudFormation({ absent, run, file }: Peers): Contestant {
  return {
    name: 'CloudFormation',
    how: '`aws cloudformation deploy`; AWS needs time for a stack, the local AWS completes it immediately',
    absent,
    rounds: ROUNDS,
    // The local AWS deletes the policy while it is still attached.
    unable: { delete: 'the local AWS cannot delete such a stack' },
    async run(_, role) {
      return run('python', [
        ...['-m', 'awscli', 'cloudformation', 'deploy'],
        ...['--stack-name', role.name],
        ...['--template-file', await file('template.json', templateOf(role))],
        ...['--capabilities', 'CAPABILITY_NAMED_IAM'],
        '--no-fail-on-empty-changeset',
      ]);
    },
  };
}

function templateOf(role: Role) {
  const Tags = Object.entries(role.tags).map(([Key, Value]) => ({
    Key,
    Value,
  }));
  return {
    Resources: {
      Policy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: role.policyName,
          PolicyDocument: role.permissions,
          Roles: [{ Ref: 'Role' }],
        },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: role.name,
          AssumeRolePolicyDocument: role.trust,
          Tags,
        },
      },
      InstanceProfile: {
        Type: 'AWS::IAM::InstanceProfile',
        Properties: {
          InstanceProfileName: role.name,
          Roles: [{ Ref: 'Role' }],
        },
      },
    },
  };
}
