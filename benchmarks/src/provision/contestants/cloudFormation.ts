import { Contestant } from '../Contestant';
import { Role } from '../Role';
import { Peers } from './startPeers';

const ROUNDS = 3;

/** A stack that `aws cloudformation deploy` makes. */
export function cloudFormation({ absent, run, file }: Peers): Contestant {
  return {
    name: 'CloudFormation',
    how: '`aws cloudformation deploy`; where AWS takes its time for a stack, the local AWS is done at once',
    absent,
    rounds: ROUNDS,
    // It deletes the policy while it is attached.
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
