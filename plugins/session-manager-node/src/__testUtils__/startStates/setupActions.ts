import { RoleSpec } from 'backstage-plugin-session-manager-common';
import { allowing, trusting, WANTED } from '../provisioning';
import { DEVELOPMENT } from '../testAccounts';
import { SetupAction } from './StartState';

export const iamArn = (resource: string) =>
  `arn:aws:iam::${DEVELOPMENT}:${resource}`;
export const RoleName = WANTED.roleName;
export const role = { RoleName };
export const PolicyName = `${RoleName}-SessionManagerPermissions`;
export const PolicyArn = iamArn(`policy/${PolicyName}`);
export const policy = { PolicyArn };
export const attachment = { RoleName, PolicyArn };
export const profile = { InstanceProfileName: RoleName };
export const INLINE: RoleSpec = { ...WANTED, policyType: 'inline' };
export const HYBRID: RoleSpec = { ...WANTED, target: 'hybrid' };
export const OTHER_BUCKET: RoleSpec = {
  ...WANTED,
  s3: { bucket: 'other-logs' },
};
export const OTHER_PROFILE: RoleSpec = {
  ...WANTED,
  instanceProfileName: 'servers',
};
export const BOUNDARY = iamArn('policy/boundary');
export const OTHER_BOUNDARY = iamArn('policy/other-boundary');
export const BOUNDED: RoleSpec = {
  ...WANTED,
  permissionsBoundaryArn: BOUNDARY,
};

export const foreignPolicy =
  (name: string): SetupAction =>
  iam =>
    iam.createPolicy({
      PolicyName: name,
      PolicyDocument: allowing('s3:ListAllMyBuckets'),
    });
export const foreignRole =
  (name: string, Path = '/'): SetupAction =>
  iam =>
    iam.createRole({
      RoleName: name,
      Path,
      AssumeRolePolicyDocument: trusting('ec2.amazonaws.com'),
    });
export const newVersion =
  (action: string, SetAsDefault: boolean): SetupAction =>
  iam =>
    iam.createPolicyVersion({
      PolicyArn,
      PolicyDocument: allowing(action),
      SetAsDefault,
    });
export const noProfile: SetupAction[] = [
  iam => iam.removeRoleFromInstanceProfile({ ...profile, RoleName }),
  iam => iam.deleteInstanceProfile(profile),
];
export const noPolicy: SetupAction[] = [
  iam => iam.detachRolePolicy(attachment),
  iam => iam.deletePolicy(policy),
];
export const noRole: SetupAction[] = [
  iam => iam.removeRoleFromInstanceProfile({ ...profile, RoleName }),
  iam => iam.detachRolePolicy(attachment),
  iam => iam.deleteRole(role),
];
export const theirAttachment: SetupAction[] = [
  foreignPolicy('theirs'),
  iam =>
    iam.attachRolePolicy({
      RoleName,
      PolicyArn: iamArn('policy/theirs'),
    }),
];
export const theirInlinePolicy: SetupAction = iam =>
  iam.putRolePolicy({
    RoleName,
    PolicyName: 'theirs',
    PolicyDocument: allowing('ec2:DescribeTags'),
  });
export const theirProfile: SetupAction[] = [
  iam => iam.createInstanceProfile({ InstanceProfileName: 'theirs' }),
  iam =>
    iam.addRoleToInstanceProfile({
      InstanceProfileName: 'theirs',
      RoleName,
    }),
];
export const fiveVersions = (inForce?: string): SetupAction[] =>
  ['a:B', 'c:D', 'e:F', 'g:H'].map(action =>
    newVersion(action, action === inForce),
  );
