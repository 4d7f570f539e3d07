import { MANAGED_BY_TAG } from 'backstage-plugin-session-manager-common';
import { WANTED } from '../provisioning';
import {
  PolicyName,
  RoleName,
  foreignPolicy,
  foreignRole,
  iamArn,
  profile,
  theirAttachment,
} from './setupActions';
import { StartState } from './StartState';

/** Resources of another owner with the same names. */
export const FOREIGN: StartState[] = [
  {
    start: 'a role of someone else',
    setup: [foreignRole(RoleName)],
    ends: /the role .* was not created by the portal: .*"Adopt an existing role"/,
  },
  {
    start: 'a role of someone else, to adopt',
    setup: [foreignRole(RoleName), ...theirAttachment],
    options: { adopt: true },
    ends: [
      'AddRoleToInstanceProfile',
      'AttachRolePolicy',
      'CreateInstanceProfile',
      'CreatePolicy',
      'TagRole',
      'UpdateRole',
    ],
    kept: [iamArn('policy/theirs')],
  },
  {
    start: 'a role of someone else at another path, to adopt',
    setup: [foreignRole(RoleName, '/elsewhere/')],
    options: { adopt: true },
    ends: /exists at the path \/elsewhere\/, and IAM cannot move a role/,
  },
  {
    start: 'our role that lost its ownership tag',
    setup: [
      WANTED,
      iam => iam.untagRole({ RoleName, TagKeys: [MANAGED_BY_TAG] }),
    ],
    ends: /the role .* was not created by the portal/,
  },
  {
    start: 'a policy of someone else',
    setup: [foreignPolicy(PolicyName)],
    ends: /the policy .* was not created by the portal: .*"Adopt an existing role"/,
  },
  {
    start: 'a policy of someone else, to adopt',
    setup: [foreignPolicy(PolicyName)],
    options: { adopt: true },
    ends: [
      'AddRoleToInstanceProfile',
      'AttachRolePolicy',
      'CreateInstanceProfile',
      'CreatePolicyVersion',
      'CreateRole',
      'TagPolicy',
    ],
  },
  {
    start: 'an instance profile of someone else',
    setup: [iam => iam.createInstanceProfile(profile)],
    ends: /the instance profile .* was not created by the portal: .*"Adopt an existing role"/,
  },
  {
    start: 'an instance profile of someone else, to adopt',
    setup: [iam => iam.createInstanceProfile(profile)],
    options: { adopt: true },
    ends: [
      'AddRoleToInstanceProfile',
      'AttachRolePolicy',
      'CreatePolicy',
      'CreateRole',
      'TagInstanceProfile',
    ],
  },
  {
    start:
      'an instance profile of someone else that holds another role, to adopt',
    setup: [
      foreignRole('theirs'),
      iam => iam.createInstanceProfile(profile),
      iam => iam.addRoleToInstanceProfile({ ...profile, RoleName: 'theirs' }),
    ],
    options: { adopt: true },
    ends: /was not created by the portal and holds the role theirs/,
  },
];
