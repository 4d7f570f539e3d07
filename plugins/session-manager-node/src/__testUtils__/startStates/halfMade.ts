import { Operation } from 'backstage-plugin-session-manager-common';
import { WANTED } from '../provisioning';
import {
  INLINE,
  PolicyName,
  RoleName,
  attachment,
  noPolicy,
  noProfile,
  noRole,
  policy,
  profile,
} from './deeds';
import { StartState } from './StartState';

const CREATION: Operation[] = [
  'AddRoleToInstanceProfile',
  'AttachRolePolicy',
  'CreateInstanceProfile',
  'CreatePolicy',
  'CreateRole',
];

/** What a run that died leaves, or somebody who deletes a part. */
export const HALF_MADE: StartState[] = [
  { start: 'nothing', deeds: [], ends: CREATION },
  { start: 'all of it', deeds: [WANTED], ends: [] },
  {
    start: 'the policy only',
    deeds: [WANTED, ...noRole, iam => iam.deleteInstanceProfile(profile)],
    ends: CREATION.filter(operation => operation !== 'CreatePolicy'),
  },
  {
    start: 'the instance profile only',
    deeds: [WANTED, ...noRole, iam => iam.deletePolicy(policy)],
    ends: CREATION.filter(operation => operation !== 'CreateInstanceProfile'),
  },
  {
    start: 'policy and instance profile without the role',
    deeds: [WANTED, ...noRole],
    ends: ['AddRoleToInstanceProfile', 'AttachRolePolicy', 'CreateRole'],
  },
  {
    start: 'the role only',
    deeds: [WANTED, ...noProfile, ...noPolicy],
    ends: CREATION.filter(operation => operation !== 'CreateRole'),
  },
  {
    start: 'no policy',
    deeds: [WANTED, ...noPolicy],
    ends: ['AttachRolePolicy', 'CreatePolicy'],
  },
  {
    start: 'no instance profile',
    deeds: [WANTED, ...noProfile],
    ends: ['AddRoleToInstanceProfile', 'CreateInstanceProfile'],
  },
  {
    start: 'the policy detached',
    deeds: [WANTED, iam => iam.detachRolePolicy(attachment)],
    ends: ['AttachRolePolicy'],
  },
  {
    start: 'the instance profile empty',
    deeds: [WANTED, noProfile[0]],
    ends: ['AddRoleToInstanceProfile'],
  },
  {
    start: 'no inline policy',
    deeds: [INLINE, iam => iam.deleteRolePolicy({ RoleName, PolicyName })],
    wanted: INLINE,
    ends: ['PutRolePolicy'],
  },
];
