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
} from './setupActions';
import { StartState } from './StartState';

/** Policies that differ from the spec. */
export const POLICIES: StartState[] = [
  {
    start: 'another policy document',
    setup: [WANTED, newVersion('ec2:*', true)],
    ends: ['CreatePolicyVersion'],
  },
  {
    start: 'an older default version',
    setup: [
      OTHER_BUCKET,
      WANTED,
      iam => iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v1' }),
    ],
    ends: ['CreatePolicyVersion'],
  },
  {
    start: 'five versions, with another default version',
    setup: [WANTED, ...fiveVersions('g:H')],
    ends: ['CreatePolicyVersion', 'DeletePolicyVersion'],
  },
  {
    start:
      'five versions, whose oldest is the default and differs from the spec',
    setup: [WANTED, ...fiveVersions()],
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
    start: 'five versions, whose oldest is the default and matches the spec',
    setup: [WANTED, ...fiveVersions()],
    ends: [],
  },
  {
    start: 'an inline policy in place of the managed one',
    setup: [INLINE],
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
    setup: [WANTED],
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
    setup: [WANTED, iam => iam.detachRolePolicy(attachment)],
    wanted: INLINE,
    ends: ['DeletePolicy', 'PutRolePolicy', 'TagInstanceProfile', 'TagRole'],
  },
  {
    start: 'another inline policy document',
    setup: [
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
    setup: [{ ...WANTED, policyName: 'sessions' }],
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
    setup: [WANTED, ...theirAttachment, theirInlinePolicy],
    ends: [],
    kept: [iamArn('policy/theirs'), 'theirs'],
  },
  {
    start: 'attachments of someone else, exclusive',
    setup: [WANTED, ...theirAttachment, theirInlinePolicy],
    options: { exclusive: true },
    ends: ['DeleteRolePolicy', 'DetachRolePolicy'],
  },
];
