// Runs the requested scenario with the fewest calls in the fewest waves, and
// returns its duration in milliseconds.
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { Scenario } from '../Contestant';
import { Role } from '../Role';

const iam = new IAMClient();

const tagsOf = ({ tags }: Role) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const RUNS: Record<Scenario, (role: Role) => Promise<unknown>> = {
  create,
  'in sync': read,
  'one drifted tag': async role => {
    const { Role: found } = await read(role);
    const is = new Map(found?.Tags?.map(({ Key, Value }) => [Key, Value]));
    const wrong = tagsOf(role).filter(
      ({ Key, Value }) => is.get(Key) !== Value,
    );
    await iam.send(new TagRoleCommand({ RoleName: role.name, Tags: wrong }));
  },
  delete: remove,
};

async function create(role: Role) {
  const { name: RoleName, policyArn: PolicyArn } = role;
  const Tags = tagsOf(role);
  await Promise.all([
    iam.send(
      new CreatePolicyCommand({
        PolicyName: role.policyName,
        PolicyDocument: JSON.stringify(role.permissions),
        Tags,
      }),
    ),
    iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(role.trust),
        Tags,
      }),
    ),
    iam.send(
      new CreateInstanceProfileCommand({ InstanceProfileName: RoleName, Tags }),
    ),
  ]);
  await Promise.all([
    iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn })),
    iam.send(
      new AddRoleToInstanceProfileCommand({
        InstanceProfileName: RoleName,
        RoleName,
      }),
    ),
  ]);
}

async function read({ name: RoleName, policyArn: PolicyArn }: Role) {
  const [role] = await Promise.all([
    iam.send(new GetRoleCommand({ RoleName })),
    iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
    iam.send(new GetInstanceProfileCommand({ InstanceProfileName: RoleName })),
    iam.send(new GetPolicyCommand({ PolicyArn })).then(({ Policy }) =>
      iam.send(
        new GetPolicyVersionCommand({
          PolicyArn,
          VersionId: Policy?.DefaultVersionId,
        }),
      ),
    ),
  ]);
  return role;
}

async function remove({ name: RoleName, policyArn: PolicyArn }: Role) {
  const InstanceProfileName = RoleName;
  await Promise.all([
    iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })),
    iam.send(
      new RemoveRoleFromInstanceProfileCommand({
        InstanceProfileName,
        RoleName,
      }),
    ),
  ]);
  await Promise.all([
    iam.send(new DeletePolicyCommand({ PolicyArn })),
    iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName })),
    iam.send(new DeleteRoleCommand({ RoleName })),
  ]);
}

process.on(
  'message',
  async ({ scenario, role }: { scenario: Scenario; role: Role }) => {
    const began = performance.now();
    try {
      await RUNS[scenario](role);
      process.send?.(performance.now() - began);
    } catch (error) {
      process.send?.(String(error));
    }
  },
);
process.send?.('ready');
