import { WANTED } from '../provisioning';
import {
  HYBRID,
  OTHER_PROFILE,
  RoleName,
  foreignRole,
  iamArn,
  noProfile,
  profile,
  theirProfile,
} from './deeds';
import { StartState } from './StartState';

/** Instance profiles that are not as asked. */
export const PROFILES: StartState[] = [
  {
    start: 'another role in the instance profile',
    deeds: [
      WANTED,
      foreignRole('theirs'),
      noProfile[0],
      iam => iam.addRoleToInstanceProfile({ ...profile, RoleName: 'theirs' }),
    ],
    ends: ['AddRoleToInstanceProfile', 'RemoveRoleFromInstanceProfile'],
  },
  {
    start: 'an instance profile by another name, which instances may have',
    deeds: [OTHER_PROFILE],
    ends: [
      'AddRoleToInstanceProfile',
      'CreateInstanceProfile',
      'TagPolicy',
      'TagRole',
    ],
    kept: [iamArn('instance-profile/servers')],
  },
  {
    start: 'an instance profile by another name, where the spec is to be all',
    deeds: [OTHER_PROFILE],
    options: { exclusive: true },
    ends: [
      'AddRoleToInstanceProfile',
      'CreateInstanceProfile',
      'DeleteInstanceProfile',
      'RemoveRoleFromInstanceProfile',
      'TagPolicy',
      'TagRole',
    ],
  },
  {
    start: 'an empty instance profile by another name',
    deeds: [
      OTHER_PROFILE,
      iam =>
        iam.removeRoleFromInstanceProfile({
          InstanceProfileName: 'servers',
          RoleName,
        }),
    ],
    ends: [
      'AddRoleToInstanceProfile',
      'CreateInstanceProfile',
      'DeleteInstanceProfile',
      'TagPolicy',
      'TagRole',
    ],
  },
  {
    start: 'the role in an instance profile of someone else too',
    deeds: [WANTED, ...theirProfile],
    ends: [],
    kept: [iamArn('instance-profile/theirs')],
  },
  {
    start:
      'the role in an instance profile of someone else too, where the spec is to be all',
    deeds: [WANTED, ...theirProfile],
    options: { exclusive: true },
    ends: ['RemoveRoleFromInstanceProfile'],
  },
  {
    start: 'a role for EC2 in place of one for hybrid nodes',
    deeds: [WANTED],
    wanted: HYBRID,
    ends: ['TagPolicy', 'TagRole', 'UpdateAssumeRolePolicy'],
    kept: [iamArn(`instance-profile/${RoleName}`)],
  },
  {
    start: 'a role for hybrid nodes in place of one for EC2',
    deeds: [HYBRID],
    ends: [
      'AddRoleToInstanceProfile',
      'CreateInstanceProfile',
      'TagPolicy',
      'TagRole',
      'UpdateAssumeRolePolicy',
    ],
  },
];
