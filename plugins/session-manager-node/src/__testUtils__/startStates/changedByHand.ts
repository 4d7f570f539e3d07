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
} from './deeds';
import { StartState } from './StartState';

/** What somebody changed on the role in the console. */
export const CHANGED_BY_HAND: StartState[] = [
  {
    start: 'another trust',
    deeds: [
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
    deeds: [
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
    start: 'a boundary that is not asked for',
    deeds: [
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
    deeds: [
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
    deeds: [
      foreignPolicy('boundary'),
      BOUNDED,
      iam => iam.deleteRolePermissionsBoundary(role),
    ],
    wanted: BOUNDED,
    ends: ['PutRolePermissionsBoundary'],
  },
  {
    start: 'another value of a tag, and a tag more',
    deeds: [
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
    deeds: [
      WANTED,
      iam => iam.untagPolicy({ PolicyArn, TagKeys: ['team'] }),
      iam => iam.untagInstanceProfile({ ...profile, TagKeys: ['team'] }),
    ],
    ends: ['TagInstanceProfile', 'TagPolicy'],
  },
  {
    start: 'a tag that was asked for before',
    deeds: [{ ...WANTED, roleTags: { ...WANTED.roleTags, stage: 'test' } }],
    ends: [
      'TagInstanceProfile',
      'TagPolicy',
      'TagRole',
      'UntagInstanceProfile',
      'UntagRole',
    ],
  },
  {
    start: 'half of the record of its spec',
    deeds: [
      WANTED,
      iam => iam.untagRole({ RoleName, TagKeys: [`${SPEC_TAG}.1`] }),
    ],
    ends: ['TagRole'],
  },
];
