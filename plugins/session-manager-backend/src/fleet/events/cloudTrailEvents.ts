/** What an event names, in which of its request parameters. */
export type Naming =
  | 'new role'
  | 'role'
  | 'policy'
  | 'profile'
  | 'bucket'
  | 'key'
  | 'log group'
  | 'document'
  | 'region';

/**
 * The calls that change a role, or what its sessions depend on, by the service's
 * name in CloudTrail and EventBridge. Each changes what it names.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
 */
export const CLOUDTRAIL_EVENTS: Readonly<
  Record<string, Readonly<Record<string, Naming>>>
> = {
  iam: {
    CreateRole: 'new role',
    UpdateAssumeRolePolicy: 'new role',
    TagRole: 'new role',
    AddRoleToInstanceProfile: 'new role',
    UpdateRole: 'role',
    UpdateRoleDescription: 'role',
    DeleteRole: 'role',
    UntagRole: 'role',
    AttachRolePolicy: 'role',
    DetachRolePolicy: 'role',
    PutRolePolicy: 'role',
    DeleteRolePolicy: 'role',
    PutRolePermissionsBoundary: 'role',
    DeleteRolePermissionsBoundary: 'role',
    RemoveRoleFromInstanceProfile: 'role',
    CreatePolicyVersion: 'policy',
    SetDefaultPolicyVersion: 'policy',
    DeletePolicyVersion: 'policy',
    DeletePolicy: 'policy',
    TagPolicy: 'policy',
    UntagPolicy: 'policy',
    TagInstanceProfile: 'profile',
    UntagInstanceProfile: 'profile',
  },
  s3: {
    CreateBucket: 'bucket',
    DeleteBucket: 'bucket',
    PutBucketPolicy: 'bucket',
    DeleteBucketPolicy: 'bucket',
    PutBucketEncryption: 'bucket',
    DeleteBucketEncryption: 'bucket',
  },
  kms: {
    PutKeyPolicy: 'key',
    EnableKey: 'key',
    DisableKey: 'key',
    ScheduleKeyDeletion: 'key',
    CancelKeyDeletion: 'key',
    // Preferences and buckets may name their key by any alias of the region.
    CreateAlias: 'region',
    UpdateAlias: 'region',
    DeleteAlias: 'region',
  },
  logs: {
    CreateLogGroup: 'log group',
    DeleteLogGroup: 'log group',
    AssociateKmsKey: 'log group',
    DisassociateKmsKey: 'log group',
  },
  ssm: {
    CreateDocument: 'document',
    UpdateDocument: 'document',
    UpdateDocumentDefaultVersion: 'document',
    DeleteDocument: 'document',
    UpdateServiceSetting: 'region',
    ResetServiceSetting: 'region',
  },
};

/** What EventBridge calls the events of calls. */
export const DETAIL_TYPE = 'AWS API Call via CloudTrail';
