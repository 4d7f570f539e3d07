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
} from './setupActions';
import { StartState } from './StartState';

/** Instance profiles that differ from the spec. */
export const PROFILES: StartState[] = [
  {
    start: 'another role in the instance profile',
    setup: [
      WANTED,
      foreignRole('theirs'),
      noProfile[0],
      iam => iam.addRoleToInstanceProfile({ ...profile, RoleName: 'theirs' }),
    ],
    ends: ['AddRoleToInstanceProfile', 'RemoveRoleFromInstanceProfile'],
  },
  {
    start: 'an instance profile by another name, which instances may have',
    setup: [OTHER_PROFILE],
    ends: [
      'AddRoleToInstanceProfile',
      'CreateInstanceProfile',
      'TagPolicy',
      'TagRole',
    ],
    kept: [iamArn('instance-profile/servers')],
  },
  {
    start: 'an instance profile by another name, exclusive',
    setup: [OTHER_PROFILE],
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
    setup: [
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
    setup: [WANTED, ...theirProfile],
    ends: [],
    kept: [iamArn('instance-profile/theirs')],
  },
  {
    start: 'the role in an instance profile of someone else too, exclusive',
    setup: [WANTED, ...theirProfile],
    options: { exclusive: true },
    ends: ['RemoveRoleFromInstanceProfile'],
  },
  {
    start: 'a role for EC2 in place of one for hybrid nodes',
    setup: [WANTED],
    wanted: HYBRID,
    ends: ['TagPolicy', 'TagRole', 'UpdateAssumeRolePolicy'],
    kept: [iamArn(`instance-profile/${RoleName}`)],
  },
  {
    start: 'a role for hybrid nodes in place of one for EC2',
    setup: [HYBRID],
    ends: [
      'AddRoleToInstanceProfile',
      'CreateInstanceProfile',
      'TagPolicy',
      'TagRole',
      'UpdateAssumeRolePolicy',
    ],
  },
];
