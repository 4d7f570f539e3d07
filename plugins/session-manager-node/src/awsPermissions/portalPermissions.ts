import { Permission } from './Permission';

/**
 * A part of the portal that needs permissions: a scaffolder action, the
 * backend, or whatever works in accounts other than that of the portal's own
 * credentials.
 *
 * @public
 */
export type PortalPart =
  | 'backend'
  | 'other-accounts'
  | 'session-manager:role:create'
  | 'session-manager:roles:create'
  | 'session-manager:role:delete'
  | 'session-manager:role:render'
  | 'session-manager:readiness:check'
  | 'session-manager:request:create'
  | 'session-manager:instance-profile:attach'
  | 'session-manager:log-access:grant'
  | 'session-manager:preferences:update'
  | 'session-manager:activation:create';

// Reads are allowed on roles at any path: IAM cannot match a role that does not
// exist to a path, and would deny access instead of reporting that it is
// missing.
const READ_A_ROLE: readonly Permission[] = [
  {
    action: 'iam:GetRole',
    on: 'any-role',
    why: 'read the role and its tags',
  },
  {
    action: 'iam:ListAttachedRolePolicies',
    on: 'any-role',
    why: 'list the policies that are attached to the role',
  },
  {
    action: 'iam:ListRolePolicies',
    on: 'any-role',
    why: 'list the role’s inline policies',
  },
  {
    action: 'iam:GetRolePolicy',
    on: 'any-role',
    why: 'read the role’s inline policies',
  },
  {
    action: 'iam:ListInstanceProfilesForRole',
    on: 'any-role',
    why: 'find the instance profiles that hold the role',
  },
  {
    action: 'iam:GetInstanceProfile',
    on: 'any-profile',
    why: 'read an instance profile and its tags',
  },
  {
    action: 'iam:GetPolicy',
    on: 'any-policy',
    why: 'read a policy and its tags',
  },
  {
    action: 'iam:GetPolicyVersion',
    on: 'any-policy',
    why: 'read a policy document',
  },
  {
    action: 'iam:ListPolicyVersions',
    on: 'any-policy',
    why: 'list the versions of a policy, of which there are at most five',
  },
  {
    action: 'iam:ListEntitiesForPolicy',
    on: 'any-policy',
    why: 'find out who else uses a policy',
  },
];

const TAKE_APART: readonly Permission[] = [
  {
    action: 'iam:DetachRolePolicy',
    on: 'own-role',
    why: 'detach a policy that is no longer needed',
  },
  {
    action: 'iam:DeleteRolePolicy',
    on: 'own-role',
    why: 'delete an inline policy that is no longer needed',
  },
  {
    action: 'iam:DeletePolicyVersion',
    on: 'own-policy',
    why: 'make room for a sixth version of a policy, or delete it with its versions',
  },
  {
    action: 'iam:DeletePolicy',
    on: 'own-policy',
    why: 'delete a policy that is no longer needed',
  },
  {
    action: 'iam:RemoveRoleFromInstanceProfile',
    on: 'own-profile',
    why: 'remove the role from an instance profile',
  },
  {
    action: 'iam:DeleteInstanceProfile',
    on: 'own-profile',
    why: 'delete an instance profile that is no longer needed',
  },
  {
    action: 'iam:DeleteRole',
    on: 'own-role',
    why: 'delete the role, or remove it again if a run fails',
  },
];

const CREATE: readonly Permission[] = [
  ...READ_A_ROLE,
  {
    action: 'iam:CreateRole',
    on: 'own-role',
    boundary: 'within',
    why: 'create the role',
  },
  {
    action: 'iam:UpdateRole',
    on: 'own-role',
    why: 'change the role’s description or its maximum session duration',
  },
  {
    action: 'iam:UpdateAssumeRolePolicy',
    on: 'own-role',
    why: 'change who may assume the role',
  },
  {
    action: 'iam:PutRolePermissionsBoundary',
    on: 'own-role',
    boundary: 'within',
    why: 'set the permissions boundary of an existing role',
  },
  {
    action: 'iam:DeleteRolePermissionsBoundary',
    on: 'own-role',
    boundary: 'without',
    why: 'remove a permissions boundary that is no longer needed',
  },
  {
    action: 'iam:AttachRolePolicy',
    on: 'own-role',
    only: 'own-policy',
    boundary: 'within',
    why: 'attach the policy to the role',
  },
  {
    action: 'iam:PutRolePolicy',
    on: 'own-role',
    boundary: 'within',
    why: 'write an inline policy',
  },
  {
    action: 'iam:TagRole',
    on: 'own-role',
    why: 'tag the role as created by the portal',
  },
  {
    action: 'iam:UntagRole',
    on: 'own-role',
    why: 'remove tags that are no longer needed',
  },
  { action: 'iam:CreatePolicy', on: 'own-policy', why: 'create the policy' },
  {
    action: 'iam:CreatePolicyVersion',
    on: 'own-policy',
    why: 'change the policy',
  },
  {
    action: 'iam:TagPolicy',
    on: 'own-policy',
    why: 'tag the policy as created by the portal',
  },
  {
    action: 'iam:UntagPolicy',
    on: 'own-policy',
    why: 'remove tags that are no longer needed',
  },
  {
    action: 'iam:CreateInstanceProfile',
    on: 'own-profile',
    why: 'create the instance profile',
  },
  {
    action: 'iam:TagInstanceProfile',
    on: 'own-profile',
    why: 'tag the instance profile as created by the portal',
  },
  {
    action: 'iam:UntagInstanceProfile',
    on: 'own-profile',
    why: 'remove tags that are no longer needed',
  },
  {
    action: 'iam:AddRoleToInstanceProfile',
    on: 'own-profile',
    why: 'add the role to the instance profile',
  },
  {
    action: 'iam:PassRole',
    on: 'own-role',
    only: 'to-ec2',
    why: 'add the role to the instance profile, which passes it to EC2',
  },
  ...TAKE_APART,
];

const DELETE: readonly Permission[] = [
  ...READ_A_ROLE,
  ...TAKE_APART,
  {
    action: 'ec2:DescribeRegions',
    on: 'everything',
    why: 'list all regions if the account has no regions configured',
  },
  {
    action: 'ec2:DescribeIamInstanceProfileAssociations',
    on: 'everything',
    why: 'check whether an instance still uses the role',
  },
];

const ATTACH: readonly Permission[] = [
  {
    action: 'iam:ListInstanceProfilesForRole',
    on: 'any-role',
    why: 'find the instance profile of a role',
  },
  {
    action: 'iam:GetInstanceProfile',
    on: 'any-profile',
    why: 'read the instance profile and its tags',
  },
  {
    action: 'iam:GetRole',
    on: 'any-role',
    why: 'find out which service the role in it belongs to',
  },
  {
    action: 'ec2:DescribeInstances',
    on: 'everything',
    why: 'find the instances',
  },
  {
    action: 'ec2:DescribeIamInstanceProfileAssociations',
    on: 'everything',
    why: 'find out which instance profile an instance has, and when it is attached',
  },
  {
    action: 'ec2:AssociateIamInstanceProfile',
    on: 'any-instance',
    only: 'own-profile',
    why: 'attach the instance profile',
  },
  {
    action: 'ec2:ReplaceIamInstanceProfileAssociation',
    on: 'any-instance',
    only: 'own-profile',
    why: 'replace another instance profile on a running instance',
  },
  {
    action: 'ec2:DisassociateIamInstanceProfile',
    on: 'any-instance',
    why: 'replace another instance profile on a stopped instance',
  },
  {
    action: 'iam:PassRole',
    on: 'own-role',
    only: 'to-ec2',
    why: 'attach an instance profile, which passes its role to EC2',
  },
];

const GRANT: readonly Permission[] = [
  {
    action: 'iam:GetRole',
    on: 'any-role',
    why: 'check that the role exists, and which service it belongs to',
  },
  {
    action: 's3:GetBucketPolicy',
    on: 'allowed-bucket',
    account: 'bucket-owner',
    why: 'read the bucket policy, also after writing it',
  },
  {
    action: 's3:PutBucketPolicy',
    on: 'allowed-bucket',
    account: 'bucket-owner',
    why: 'write the bucket policy',
  },
  {
    action: 's3:DeleteBucketPolicy',
    on: 'allowed-bucket',
    account: 'bucket-owner',
    why: 'delete a bucket policy that had only the role’s statements',
  },
  {
    action: 'kms:GetKeyPolicy',
    on: 'allowed-key',
    account: 'bucket-owner',
    why: 'read the key policy, also after writing it',
  },
  {
    action: 'kms:PutKeyPolicy',
    on: 'allowed-key',
    account: 'bucket-owner',
    why: 'write the key policy',
  },
];

const ACTIVATE: readonly Permission[] = [
  {
    action: 'iam:GetRole',
    on: 'any-role',
    why: 'check that the role exists, which service it belongs to, and that it is for hybrid nodes',
  },
  {
    action: 'ssm:CreateActivation',
    on: 'everything',
    why: 'create the activation',
  },
  {
    action: 'ssm:AddTagsToResource',
    on: 'any-node',
    why: 'set the tags that the activation gives to its nodes',
  },
  {
    action: 'iam:PassRole',
    on: 'own-role',
    only: 'to-ssm',
    why: 'create the activation, which passes the role to Systems Manager',
  },
  {
    action: 'ssm:DeleteActivation',
    on: 'everything',
    why: 'delete the activation again if its code cannot be handed over',
  },
];

const UPDATE_PREFERENCES: readonly Permission[] = [
  {
    action: 'ssm:DescribeDocument',
    on: 'preferences',
    why: 'find out which version of the session preferences is the newest',
  },
  {
    action: 'ssm:GetDocument',
    on: 'preferences',
    why: 'read the session preferences, also after changing them',
  },
  {
    action: 'ssm:ListDocumentVersions',
    on: 'preferences',
    why: 'find an earlier version with the same content, or the oldest one',
  },
  {
    action: 'ssm:CreateDocument',
    on: 'preferences',
    why: 'create the session preferences where there are none',
  },
  {
    action: 'ssm:UpdateDocument',
    on: 'preferences',
    why: 'add a version of the session preferences',
  },
  {
    action: 'ssm:UpdateDocumentDefaultVersion',
    on: 'preferences',
    why: 'make a version of the session preferences the one that applies',
  },
  {
    action: 'ssm:DeleteDocument',
    on: 'preferences',
    why: 'make room for another version, of which there are at most 1,000',
  },
];

const OTHER_ACCOUNTS: readonly Permission[] = [
  {
    action: 'sts:AssumeRole',
    on: 'portal-role',
    why: 'work in an account of aws.accounts, with the portal’s role in it',
  },
];

/** AWS managed policies can be attached to roles that are only read. */
const READ_ANY_ROLE: readonly Permission[] = READ_A_ROLE.map(permission =>
  permission.on === 'any-policy'
    ? { ...permission, on: 'any-policy-of-aws-too' }
    : permission,
);

const READ_WHAT_SESSIONS_DEPEND_ON: readonly Permission[] = [
  {
    action: 'ec2:DescribeIamInstanceProfileAssociations',
    on: 'everything',
    why: 'find the instances that use a role',
  },
  {
    action: 'ec2:DescribeInstances',
    on: 'everything',
    why: 'decide conditions on the tags of instances, and list the instances of a role or a service',
  },
  {
    action: 'ssm:GetDocument',
    on: 'preferences',
    why: 'read the session preferences',
  },
  {
    action: 'ssm:GetServiceSetting',
    on: 'service-settings',
    why: 'find out the tier of hybrid nodes, and which role Default Host Management provides if the role is not allowed to register',
  },
  {
    action: 'iam:SimulatePrincipalPolicy',
    on: 'any-role',
    why: 'simulate what a role may do, including service control policies',
  },
  {
    action: 's3:ListBucket',
    on: 'any-bucket',
    why: 'check that the log bucket exists, and in which region',
  },
  {
    action: 's3:GetEncryptionConfiguration',
    on: 'any-bucket',
    why: 'find out which key the log bucket encrypts with',
  },
  {
    action: 's3:GetBucketPolicy',
    on: 'any-bucket',
    why: 'find out what the bucket policy allows or denies the role',
  },
  {
    action: 'kms:DescribeKey',
    on: 'any-key',
    why: 'check that a key exists and is enabled',
  },
  {
    action: 'kms:GetKeyPolicy',
    on: 'any-key',
    why: 'find out what the key policy allows or denies the role',
  },
  {
    action: 'kms:ListAliases',
    on: 'everything',
    why: 'decide conditions on the aliases of a key, and offer keys in forms by their aliases',
  },
  {
    action: 'logs:DescribeLogGroups',
    on: 'everything',
    why: 'list log groups, and find out whether they are encrypted',
  },
  {
    action: 'organizations:DescribeOrganization',
    on: 'everything',
    why: 'decide conditions on the organization of the account',
  },
];

/** This part only reads. */
const BACKEND: readonly Permission[] = [
  ...READ_ANY_ROLE,
  {
    action: 'iam:GetAccountAuthorizationDetails',
    on: 'everything',
    why: 'find the roles of nodes and of services, with their policies and tags',
  },
  {
    action: 'ssm:DescribeInstanceInformation',
    on: 'everything',
    why: 'find out whether instances are online',
  },
  {
    action: 'ssm:DescribeActivations',
    on: 'everything',
    why: 'find the activations that stay when a role is deleted',
  },
  {
    action: 'ec2:DescribeRegions',
    on: 'everything',
    why: 'list all regions if the account has no regions configured, to find the instances that lose a role',
  },
  ...READ_WHAT_SESSIONS_DEPEND_ON,
  {
    action: 's3:ListAllMyBuckets',
    on: 'everything',
    why: 'offer buckets in forms',
  },
  { action: 'kms:ListKeys', on: 'everything', why: 'offer keys in forms' },
];

/**
 * The permissions that each part of the portal needs in an account.
 *
 * @public
 */
export const portalPermissions: Readonly<
  Record<PortalPart, readonly Permission[]>
> = {
  backend: BACKEND,
  'other-accounts': OTHER_ACCOUNTS,
  'session-manager:role:create': CREATE,
  'session-manager:roles:create': CREATE,
  'session-manager:role:delete': DELETE,
  'session-manager:role:render': [],
  'session-manager:readiness:check': [
    ...READ_ANY_ROLE,
    ...READ_WHAT_SESSIONS_DEPEND_ON,
  ],
  'session-manager:request:create': [],
  'session-manager:instance-profile:attach': ATTACH,
  'session-manager:log-access:grant': GRANT,
  'session-manager:activation:create': ACTIVATE,
  'session-manager:preferences:update': UPDATE_PREFERENCES,
};
