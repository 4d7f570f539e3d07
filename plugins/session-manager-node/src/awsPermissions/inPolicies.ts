import {
  partitionFacts,
  PREFERENCES_DOCUMENT,
  PolicyStatement,
} from 'backstage-plugin-session-manager-common';
import {
  PermissionLimit,
  PermissionScope,
  PermissionTarget,
} from './Permission';

type Text = (scope: PermissionScope) => string;
type Texts = (scope: PermissionScope) => string | readonly string[];

const iam =
  (type: string): Text =>
  ({ partition, accountId }) =>
    `arn:${partition}:iam::${accountId}:${type}/*`;

// If no path is configured, roles can be created at any path.
const ownIam =
  (type: string): Text =>
  ({ partition, accountId, path = '/' }) =>
    `arn:${partition}:iam::${accountId}:${type}${path}*`;

const ownPolicy = ownIam('policy');
const ownProfile = ownIam('instance-profile');

/** ARN patterns of each target. */
export const targets: Record<PermissionTarget, Texts> = {
  everything: () => '*',
  'any-role': iam('role'),
  'any-policy': iam('policy'),
  'any-policy-of-aws-too': ({ partition, accountId }) => [
    `arn:${partition}:iam::${accountId}:policy/*`,
    `arn:${partition}:iam::aws:policy/*`,
  ],
  'any-profile': iam('instance-profile'),
  'own-role': ownIam('role'),
  'own-policy': ownPolicy,
  'own-profile': ownProfile,
  'any-instance': ({ partition, accountId }) =>
    `arn:${partition}:ec2:*:${accountId}:instance/*`,
  // Activations have no ARN:
  // https://docs.aws.amazon.com/fis/latest/userguide/ecs-task-actions.html
  'any-node': () => '*',
  'allowed-bucket': ({ partition, allow }) =>
    (allow?.buckets ?? ['*']).map(bucket => `arn:${partition}:s3:::${bucket}`),
  'allowed-key': ({ partition, accountId, allow }) =>
    allow?.kmsKeyArns ?? [`arn:${partition}:kms:*:${accountId}:key/*`],
  'any-bucket': ({ partition }) => `arn:${partition}:s3:::*`,
  // A bucket of another account has a key of that account.
  'any-key': ({ partition }) => `arn:${partition}:kms:*:*:key/*`,
  preferences: ({ partition, accountId }) =>
    `arn:${partition}:ssm:*:${accountId}:document/${PREFERENCES_DOCUMENT}`,
  'service-settings': ({ partition, accountId }) =>
    ['activation-tier', 'default-ec2-instance-management-role'].map(
      setting =>
        `arn:${partition}:ssm:*:${accountId}:servicesetting/ssm/managed-instance/${setting}`,
    ),
  'portal-role': ({ partition, portalRoleName = 'backstage-portal' }) =>
    `arn:${partition}:iam::*:role/${portalRoleName}`,
};

/** The condition for each limit. */
export const limits: Record<
  PermissionLimit,
  (scope: PermissionScope) => NonNullable<PolicyStatement['Condition']>
> = {
  'own-policy': scope => ({
    ArnLike: { 'iam:PolicyARN': ownPolicy(scope) },
  }),
  'own-profile': scope => ({
    ArnLike: { 'ec2:NewInstanceProfile': ownProfile(scope) },
  }),
  // In China both names are used.
  'to-ec2': ({ partition }) => ({
    StringEquals: {
      'iam:PassedToService': [
        ...new Set([
          'ec2.amazonaws.com',
          partitionFacts(partition).ec2Principal,
        ]),
      ],
    },
  }),
  'to-ssm': () => ({
    StringEquals: { 'iam:PassedToService': ['ssm.amazonaws.com'] },
  }),
};
