import { WANTED } from '../provisioning';
import {
  OTHER_BUCKET,
  OTHER_PROFILE,
  attachment,
  foreignRole,
  policy,
  profile,
} from './deeds';
import { StartState } from './StartState';

/** What IAM cannot change, or others need as it is. */
export const IMMOVABLE: StartState[] = [
  {
    start: 'our role at another path',
    deeds: [{ ...OTHER_PROFILE, path: '/elsewhere/' }],
    ends: /exists at the path \/elsewhere\/, and IAM cannot move a role/,
  },
  {
    start: 'an instance profile at another path',
    deeds: [iam => iam.createInstanceProfile({ ...profile, Path: '/else/' })],
    options: { adopt: true },
    ends: /the instance profile .* exists at the path \/else\//,
  },
  {
    start: 'a policy with another description',
    deeds: [WANTED],
    wanted: { ...WANTED, policyDescription: 'Sessions' },
    ends: /has the description "", and IAM cannot change one/,
  },
  {
    start: 'a policy that another role has too, and would change',
    deeds: [
      WANTED,
      foreignRole('theirs'),
      iam => iam.attachRolePolicy({ ...policy, RoleName: 'theirs' }),
    ],
    wanted: OTHER_BUCKET,
    ends: /is attached to theirs too, which a new version would change/,
  },
  {
    start: 'a policy that another role has too, and stays',
    deeds: [
      WANTED,
      foreignRole('theirs'),
      iam => iam.attachRolePolicy({ ...policy, RoleName: 'theirs' }),
      iam => iam.detachRolePolicy(attachment),
    ],
    ends: ['AttachRolePolicy'],
  },
];
