import { WANTED, allowing } from '../provisioning';
import {
  INLINE,
  OTHER_BUCKET,
  PolicyArn,
  PolicyName,
  RoleName,
  attachment,
  fiveVersions,
  iamArn,
  newVersion,
  theirAttachment,
  theirInlinePolicy,
} from './deeds';
import { StartState } from './StartState';

/** Policies that are not as asked. */
export const POLICIES: StartState[] = [
  {
    start: 'another policy document',
    deeds: [WANTED, newVersion('ec2:*', true)],
    ends: ['CreatePolicyVersion'],
  },
  {
    start: 'an older default version',
    deeds: [
      OTHER_BUCKET,
      WANTED,
      iam => iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v1' }),
    ],
    ends: ['CreatePolicyVersion'],
  },
  {
    start: 'five versions, of which another is in force',
    deeds: [WANTED, ...fiveVersions('g:H')],
    ends: ['CreatePolicyVersion', 'DeletePolicyVersion'],
  },
  {
    start:
      'five versions, of which the oldest is in force, and is not as asked',
    deeds: [WANTED, ...fiveVersions()],
    wanted: OTHER_BUCKET,
    ends: [
      'CreatePolicyVersion',
      'DeletePolicyVersion',
      'TagInstanceProfile',
      'TagPolicy',
      'TagRole',
    ],
  },
  {
    start: 'five versions, of which the oldest is in force, as asked',
    deeds: [WANTED, ...fiveVersions()],
    ends: [],
  },
  {
    start: 'an inline policy in place of the managed one',
    deeds: [INLINE],
    ends: [
      'AttachRolePolicy',
      'CreatePolicy',
      'DeleteRolePolicy',
      'TagInstanceProfile',
      'TagRole',
    ],
  },
  {
    start: 'a managed policy in place of the inline one',
    deeds: [WANTED],
    wanted: INLINE,
    ends: [
      'DeletePolicy',
      'DetachRolePolicy',
      'PutRolePolicy',
      'TagInstanceProfile',
      'TagRole',
    ],
  },
  {
    start: 'a managed policy in place of the inline one, detached',
    deeds: [WANTED, iam => iam.detachRolePolicy(attachment)],
    wanted: INLINE,
    ends: ['DeletePolicy', 'PutRolePolicy', 'TagInstanceProfile', 'TagRole'],
  },
  {
    start: 'another inline policy document',
    deeds: [
      INLINE,
      iam =>
        iam.putRolePolicy({
          RoleName,
          PolicyName,
          PolicyDocument: allowing('ec2:*'),
        }),
    ],
    wanted: INLINE,
    ends: ['PutRolePolicy'],
  },
  {
    start: 'a policy by another name',
    deeds: [{ ...WANTED, policyName: 'sessions' }],
    ends: [
      'AttachRolePolicy',
      'CreatePolicy',
      'DeletePolicy',
      'DetachRolePolicy',
      'TagInstanceProfile',
      'TagRole',
    ],
  },
  {
    start: 'attachments of someone else',
    deeds: [WANTED, ...theirAttachment, theirInlinePolicy],
    ends: [],
    kept: [iamArn('policy/theirs'), 'theirs'],
  },
  {
    start: 'attachments of someone else, where the spec is to be all',
    deeds: [WANTED, ...theirAttachment, theirInlinePolicy],
    options: { exclusive: true },
    ends: ['DeleteRolePolicy', 'DetachRolePolicy'],
  },
];
