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
} from './setupActions';
import { StartState } from './StartState';

const CREATION: Operation[] = [
  'AddRoleToInstanceProfile',
  'AttachRolePolicy',
  'CreateInstanceProfile',
  'CreatePolicy',
  'CreateRole',
];

/** Leftovers of an interrupted run, or of a partial deletion. */
export const HALF_MADE: StartState[] = [
  { start: 'nothing', setup: [], ends: CREATION },
  { start: 'everything', setup: [WANTED], ends: [] },
  {
    start: 'the policy only',
    setup: [WANTED, ...noRole, iam => iam.deleteInstanceProfile(profile)],
    ends: CREATION.filter(operation => operation !== 'CreatePolicy'),
  },
  {
    start: 'the instance profile only',
    setup: [WANTED, ...noRole, iam => iam.deletePolicy(policy)],
    ends: CREATION.filter(operation => operation !== 'CreateInstanceProfile'),
  },
  {
    start: 'policy and instance profile without the role',
    setup: [WANTED, ...noRole],
    ends: ['AddRoleToInstanceProfile', 'AttachRolePolicy', 'CreateRole'],
  },
  {
    start: 'the role only',
    setup: [WANTED, ...noProfile, ...noPolicy],
    ends: CREATION.filter(operation => operation !== 'CreateRole'),
  },
  {
    start: 'no policy',
    setup: [WANTED, ...noPolicy],
    ends: ['AttachRolePolicy', 'CreatePolicy'],
  },
  {
    start: 'no instance profile',
    setup: [WANTED, ...noProfile],
    ends: ['AddRoleToInstanceProfile', 'CreateInstanceProfile'],
  },
  {
    start: 'the policy detached',
    setup: [WANTED, iam => iam.detachRolePolicy(attachment)],
    ends: ['AttachRolePolicy'],
  },
  {
    start: 'the instance profile empty',
    setup: [WANTED, noProfile[0]],
    ends: ['AddRoleToInstanceProfile'],
  },
  {
    start: 'no inline policy',
    setup: [INLINE, iam => iam.deleteRolePolicy({ RoleName, PolicyName })],
    wanted: INLINE,
    ends: ['PutRolePolicy'],
  },
];
