import { SPEC_TAG } from 'backstage-plugin-session-manager-common';
import { WANTED, trusting } from '../provisioning';
import {
  BOUNDARY,
  BOUNDED,
  OTHER_BOUNDARY,
  PolicyArn,
  RoleName,
  foreignPolicy,
  profile,
  role,
} from './setupActions';
import { StartState } from './StartState';

/** Changes to the role that were made in the console. */
export const CHANGED_BY_HAND: StartState[] = [
  {
    start: 'another trust',
    setup: [
      WANTED,
      iam =>
        iam.updateAssumeRolePolicy({
          RoleName,
          PolicyDocument: trusting('lambda.amazonaws.com'),
        }),
    ],
    ends: ['UpdateAssumeRolePolicy'],
  },
  {
    start: 'another description and session duration',
    setup: [
      WANTED,
      iam =>
        iam.updateRole({
          RoleName,
          Description: 'mine',
          MaxSessionDuration: 7200,
        }),
    ],
    ends: ['UpdateRole'],
  },
  {
    start: 'a boundary that is not requested',
    setup: [
      WANTED,
      foreignPolicy('boundary'),
      iam =>
        iam.putRolePermissionsBoundary({
          RoleName,
          PermissionsBoundary: BOUNDARY,
        }),
    ],
    ends: ['DeleteRolePermissionsBoundary'],
  },
  {
    start: 'another boundary',
    setup: [
      foreignPolicy('boundary'),
      foreignPolicy('other-boundary'),
      BOUNDED,
      iam =>
        iam.putRolePermissionsBoundary({
          RoleName,
          PermissionsBoundary: OTHER_BOUNDARY,
        }),
    ],
    wanted: BOUNDED,
    ends: ['PutRolePermissionsBoundary'],
  },
  {
    start: 'no boundary',
    setup: [
      foreignPolicy('boundary'),
      BOUNDED,
      iam => iam.deleteRolePermissionsBoundary(role),
    ],
    wanted: BOUNDED,
    ends: ['PutRolePermissionsBoundary'],
  },
  {
    start: 'a changed and an additional tag',
    setup: [
      WANTED,
      iam =>
        iam.tagRole({
          RoleName,
          Tags: [
            { Key: 'team', Value: 'nobody' },
            { Key: 'cost', Value: '1' },
          ],
        }),
    ],
    ends: ['TagRole'],
  },
  {
    start: 'no tag on policy and instance profile',
    setup: [
      WANTED,
      iam => iam.untagPolicy({ PolicyArn, TagKeys: ['team'] }),
      iam => iam.untagInstanceProfile({ ...profile, TagKeys: ['team'] }),
    ],
    ends: ['TagInstanceProfile', 'TagPolicy'],
  },
  {
    start: 'a tag that was requested before',
    setup: [{ ...WANTED, roleTags: { ...WANTED.roleTags, stage: 'test' } }],
    ends: [
      'TagInstanceProfile',
      'TagPolicy',
      'TagRole',
      'UntagInstanceProfile',
      'UntagRole',
    ],
  },
  {
    start: 'an incomplete record of its spec',
    setup: [
      WANTED,
      iam => iam.untagRole({ RoleName, TagKeys: [`${SPEC_TAG}.1`] }),
    ],
    ends: ['TagRole'],
  },
];
